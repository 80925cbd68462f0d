package dev.bulkgpt.local;

import static tools.jackson.core.JsonToken.START_OBJECT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/// The words that [English] goes by. Immutable.
///
/// @param other of other languages
/// @param either of other languages, and of English names and phrases
/// @param english in small letters: the whole words of the model's own vocabulary, and a few more
/// @param borrowed English, although it may be written with an accent
record WordLists(Set<String> other, Set<String> either, Set<String> english, Set<String> borrowed) {

  private static final String WORDS = "words.txt";
  private static final String VOCABULARY = "vocab";

  static WordLists read() {
    Map<String, Set<String>> lists = new HashMap<>();
    Set<String> list = new HashSet<>();
    for (String line : text(WORDS).lines().toList()) {
      if (line.startsWith("[")) {
        list = lists.computeIfAbsent(line, _ -> new HashSet<>());
      } else if (!line.startsWith("#")) {
        list.addAll(Arrays.asList(line.split(" ", -1)));
      }
    }
    Set<String> english = lists.getOrDefault("[english]", Set.of());
    english.addAll(vocabulary());
    return new WordLists(
        Set.copyOf(lists.getOrDefault("[other]", Set.of())),
        Set.copyOf(lists.getOrDefault("[either]", Set.of())),
        Set.copyOf(english),
        Set.copyOf(lists.getOrDefault("[borrowed]", Set.of())));
  }

  private static Set<String> vocabulary() {
    Set<String> words = new HashSet<>();
    try (InputStream in =
        WordLists.class.getClassLoader().getResourceAsStream(BertEncoder.TOKENIZER)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + BertEncoder.TOKENIZER);
      }
      readVocabulary(in, words);
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of the tokenizer's file no more than the part that is needed is kept.
  private static void readVocabulary(InputStream in, Set<String> words) {
    try (JsonParser json = JsonMapper.shared().createParser(in)) {
      while (!VOCABULARY.equals(json.currentName()) || json.currentToken() != START_OBJECT) {
        if (json.nextToken() == null) {
          throw new IllegalStateException("no vocabulary in " + BertEncoder.TOKENIZER);
        }
      }
      for (String word = json.nextName(); word != null; word = json.nextName()) {
        if (word.chars().allMatch(Character::isLetter)) {
          words.add(word);
        }
        json.nextToken();
      }
    }
  }

  private static String text(String resource) {
    try (InputStream in = WordLists.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
