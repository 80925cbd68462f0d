package dev.bulkgpt.workbook;

import java.util.Locale;

/// What a cell's number means by the format it is shown in.
enum NumberFormat {
  NUMBER,
  DATE,
  TIME,
  DATE_TIME,
  /// Hours, minutes or seconds that go on counting: `[h]:mm`.
  DURATION;

  /// Those that a workbook does not spell out. Some mean one thing or another by the country of the
  /// program; each is a date or a time in all of them.
  static NumberFormat builtIn(int id) {
    return switch (id) {
      case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> DATE;
      case 18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56 -> TIME;
      case 22 -> DATE_TIME;
      case 46 -> DURATION;
      default -> NUMBER;
    };
  }

  /// By a format's code, such as `yyyy-mm-dd;@`. The first section is for what is not negative.
  static NumberFormat of(String code) {
    return new Code(code).read();
  }

  private static final class Code {

    private final String code;
    private int at;
    private boolean date;
    private boolean time;
    private boolean elapsed;
    private boolean afterHours;
    private boolean openMonth;

    Code(String code) {
      this.code = code.toLowerCase(Locale.ROOT);
    }

    NumberFormat read() {
      while (at < code.length() && code.charAt(at) != ';') {
        symbol(code.charAt(at));
      }
      date |= openMonth;
      if (elapsed) {
        return DURATION;
      }
      if (date) {
        return time ? DATE_TIME : DATE;
      }
      return time ? TIME : NUMBER;
    }

    private void symbol(char c) {
      switch (c) {
        case '"' -> at = after('"');
        case '[' -> bracket();
        case '\\', '_', '*' -> at += 2;
        case 'g' -> word("general", false);
        case 'a' -> word("am/pm", true);
        default -> letter(c);
      }
    }

    /// A colour, a country or a condition; or a unit that goes on counting.
    private void bracket() {
      int end = after(']');
      String inside = code.substring(at + 1, Math.max(at + 1, end - 1));
      if (inside.matches("h+|m+|s+")) {
        elapsed = true;
      }
      at = end;
    }

    private void word(String word, boolean isTime) {
      if (code.startsWith(word, at)) {
        at += word.length();
        time |= isTime;
      } else if (code.startsWith("a/p", at)) {
        at += 3;
        time = true;
      } else {
        // An era, or the name of a weekday in East Asia.
        date = true;
        at++;
      }
    }

    private void letter(char c) {
      at++;
      switch (c) {
        case 'y', 'd', 'b' -> date = true;
        case 'e' -> date |= at >= code.length() || "+-".indexOf(code.charAt(at)) < 0;
        case 'h' -> time = true;
        case 's' -> {
          time = true;
          openMonth = false; // It was minutes.
        }
        case 'm' -> month();
        default -> {
          return;
        }
      }
      if (c != 'm') {
        date |= openMonth;
        openMonth = false;
      }
      afterHours = c == 'h';
    }

    /// Minutes after hours or before seconds, else a month.
    private void month() {
      while (at < code.length() && code.charAt(at) == 'm') {
        at++;
      }
      if (afterHours) {
        time = true;
      } else {
        date |= openMonth;
        openMonth = true;
      }
    }

    private int after(char end) {
      int found = code.indexOf(end, at + 1);
      return found < 0 ? code.length() : found + 1;
    }
  }
}
