package dev.bulkgpt.csv;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Texts of another kind that are named .csv by mistake: pages, XML and JSON, told by how they
/// begin. A CSV whose first name is `<DATE>`, `{x}` or `[x]` is none of them.
final class ForeignText {

  private static final Pattern HTML =
      Pattern.compile(
          "<(!doctype\\s|html[\\s>]|head[\\s>]|body[\\s>]|!--)", Pattern.CASE_INSENSITIVE);

  private static final Pattern XML = Pattern.compile("<\\?xml\\s", Pattern.CASE_INSENSITIVE);

  /// A first element that has others in it.
  private static final Pattern ELEMENT =
      Pattern.compile("<(?<name>[a-zA-Z_][\\w.:-]*)(\\s[^<>]*)?>\\s*<[a-zA-Z_!?]");

  private static final JsonFactory JSON = new JsonFactory();

  private ForeignText() {}

  private enum Kind {
    HTML(
        "a web page (HTML), perhaps one that asks to sign in. Download the file again, or open the page in a spreadsheet and save its table as CSV."),
    XML("XML. Export the data as CSV, or open it in a spreadsheet and save it as CSV."),
    JSON("JSON. Export the data as CSV: a header, then a line for each row.");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  /// @throws InputRefusedException when it is no CSV
  static void check(TextStart start) throws InputRefusedException {
    Optional<Kind> kind = kind(start);
    if (kind.isPresent()) {
      throw new InputRefusedException("This is not a CSV but " + kind.get().description);
    }
  }

  private static Optional<Kind> kind(TextStart start) {
    String text = start.text().strip();
    if (text.startsWith("<")) {
      return markup(text, start.complete());
    }
    boolean json = (text.startsWith("{") || text.startsWith("[")) && isJson(start);
    return json ? Optional.of(Kind.JSON) : Optional.empty();
  }

  private static Optional<Kind> markup(String text, boolean complete) {
    if (HTML.matcher(text).lookingAt()) {
      return Optional.of(Kind.HTML);
    }
    if (XML.matcher(text).lookingAt()) {
      return Optional.of(text.toLowerCase(Locale.ROOT).contains("<html") ? Kind.HTML : Kind.XML);
    }
    Matcher element = ELEMENT.matcher(text);
    boolean closed =
        element.lookingAt() && (!complete || text.contains("</" + element.group("name") + ">"));
    return closed ? Optional.of(Kind.XML) : Optional.empty();
  }

  /// An object with a name, or an array or several that end where a line does.
  private static boolean isJson(TextStart start) {
    String text = start.text();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      int depth = 0;
      while (true) {
        JsonToken token = json.nextToken();
        if (token == null || token == JsonToken.PROPERTY_NAME) {
          return true;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        int end = (int) json.currentLocation().getCharOffset();
        if (depth == 0 && !endsLine(text, end)) {
          return false;
        }
      }
    } catch (JacksonException e) {
      // What is cut off is no error.
      return !start.complete() && e.getLocation().getCharOffset() >= text.length() - 1;
    }
  }

  private static boolean endsLine(String text, int at) {
    int end = at;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return end == text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r';
  }
}
