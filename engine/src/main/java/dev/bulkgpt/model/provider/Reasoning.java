package dev.bulkgpt.model.provider;

import java.util.List;
import java.util.Locale;

/// Takes the reasoning off the start of a model's text. Servers without a parser for a model's
/// reasoning leave it there, between marks; the opening one stands in the model's template and is
/// often missing. Marks anywhere else are part of the answer.
///
/// Sources: the chat templates of DeepSeek-R1 and Qwen3 (`<think>`), Magistral (`[THINK]`),
/// Seed-OSS (`<seed:think>`), gpt-oss (OpenAI's Harmony format).
final class Reasoning {

  private record Marks(String opening, String closing) {}

  private static final List<Marks> MARKS =
      List.of(
          new Marks("<think>", "</think>"),
          new Marks("<thinking>", "</thinking>"),
          new Marks("<thought>", "</thought>"),
          new Marks("<reasoning>", "</reasoning>"),
          new Marks("<seed:think>", "</seed:think>"),
          new Marks("[think]", "[/think]"));

  private static final String CHANNEL = "<|channel|>";
  private static final String FINAL = "<|channel|>final<|message|>";
  private static final String SPECIAL = "<|";

  private Reasoning() {}

  /// What is left of it is empty when the model never came to an answer.
  static String off(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('[') < 0) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      return text; // Letters that change their length are no marks' neighbours we know of.
    }
    int from = harmonyEnd(lower);
    int end = lower.length();
    if (from > 0) {
      int special = lower.indexOf(SPECIAL, from);
      end = special < 0 ? end : special;
    } else {
      from = blockEnd(lower, 0);
      for (int more = blockEnd(lower, from); more > from; more = blockEnd(lower, from)) {
        from = more;
      }
    }
    return from == 0 ? text : text.substring(from, end).stripLeading();
  }

  private static int harmonyEnd(String lower) {
    String start = lower.stripLeading();
    if (!start.startsWith(CHANNEL) && !start.startsWith("<|start|>")) {
      return 0;
    }
    int answer = lower.lastIndexOf(FINAL);
    return answer < 0 ? lower.length() : answer + FINAL.length();
  }

  /// Where the block that begins here ends; the same place when none does.
  private static int blockEnd(String lower, int from) {
    int start = from;
    while (start < lower.length() && Character.isWhitespace(lower.charAt(start))) {
      start++;
    }
    for (Marks marks : MARKS) {
      if (lower.startsWith(marks.opening, start)) {
        int closing = lower.indexOf(marks.closing, start);
        return closing < 0 ? lower.length() : closing + marks.closing.length();
      }
    }
    return from > 0 ? from : unopenedEnd(lower);
  }

  private static int unopenedEnd(String lower) {
    for (Marks marks : MARKS) {
      int closing = lower.indexOf(marks.closing);
      int opening = lower.indexOf(marks.opening);
      if (closing >= 0 && (opening < 0 || opening > closing)) {
        return closing + marks.closing.length();
      }
    }
    return 0;
  }
}
