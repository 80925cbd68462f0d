package dev.bulkgpt.model.provider;

import java.util.List;

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
          new Marks("<seed:think>", "</seed:think>"),
          new Marks("[think]", "[/think]"));

  private static final String CHANNEL = "<|channel|>";
  private static final String FINAL = "<|channel|>final";
  private static final String MESSAGE = "<|message|>";
  private static final String SPECIAL = "<|";

  private Reasoning() {}

  /// What is left of it is empty when the model never came to an answer.
  static String off(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('[') < 0) {
      return text;
    }
    String lower = lowerCase(text);
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

  /// Of the letters of marks alone: others may change their length.
  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char letter = lower.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        lower.setCharAt(i, (char) (letter + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  private static int harmonyEnd(String lower) {
    String start = lower.stripLeading();
    if (!start.startsWith(CHANNEL) && !start.startsWith("<|start|>")) {
      return 0;
    }
    int channel = lower.lastIndexOf(FINAL);
    int answer = channel < 0 ? -1 : lower.indexOf(MESSAGE, channel);
    return answer < 0 ? lower.length() : answer + MESSAGE.length();
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

  /// Only where the mark ends a line or stands on one of its own, and not in JSON: it may be what
  /// the answer is about.
  private static int unopenedEnd(String lower) {
    String start = lower.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return 0;
    }
    for (Marks marks : MARKS) {
      int closing = lower.indexOf(marks.closing);
      int opening = lower.indexOf(marks.opening);
      int end = closing + marks.closing.length();
      if (closing >= 0
          && (opening < 0 || opening > closing)
          && isAtLinesEdge(lower, closing, end)) {
        return end;
      }
    }
    return 0;
  }

  private static boolean isAtLinesEdge(String text, int from, int end) {
    return end == text.length()
        || text.charAt(end) == '\n'
        || text.charAt(end) == '\r'
        || (from > 0 && text.charAt(from - 1) == '\n');
  }
}
