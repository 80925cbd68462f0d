package dev.bulkgpt.model.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/// What kind of text a body is, by its first characters: content types lie.
final class ReplyText {

  private static final String MARK = "\uFEFF";
  private static final int GLANCE_CHARS = 256;
  private static final Pattern PAGE = Pattern.compile("<[!?a-z]");

  private ReplyText() {}

  /// HTML, or XML.
  static boolean isPage(String text) {
    return PAGE.matcher(start(text)).lookingAt();
  }

  /// Server-sent events (WHATWG HTML, section 9.2): fields with their names, or a comment.
  static boolean isEventStream(String text) {
    String start = start(text);
    return start.startsWith("data:")
        || start.startsWith("event:")
        || start.startsWith(": ")
        || start.startsWith(":\n");
  }

  private static String start(String text) {
    String start = text.length() > GLANCE_CHARS ? text.substring(0, GLANCE_CHARS) : text;
    String bare = start.startsWith(MARK) ? start.substring(1) : start;
    return bare.stripLeading().toLowerCase(Locale.ROOT);
  }
}
