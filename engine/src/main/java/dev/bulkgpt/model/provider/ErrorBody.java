package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a provider says about an error, whatever form it chose: an object, a text, a list; under
/// `error`, `errors`, `detail`, `message` or inside `metadata.raw`; plain text or a web page.
///
/// @param codes codes, types and names of limits, lower case
/// @param words the messages, lower case, long quotations left out: they may repeat the row
/// @param said the messages as they are; empty when there are none
/// @param parameters the request's parameters that are named as the cause
/// @param retryDelay what Google's `RetryInfo` says in the body
record ErrorBody(
    String codes, String words, String said, Set<String> parameters, Optional<String> retryDelay) {

  private static final int MAX_DEPTH = 8;

  /// A shorter key is a placeholder, and its letters stand in any word.
  private static final int LEAST_SECRET_CHARS = 8;

  private static final int MAX_PARTS = 100;
  private static final int MAX_MESSAGES = 3;
  private static final int MAX_SENTENCE_CHARS = 300;
  private static final int MAX_TEXT_CHARS = 4_000;

  private static final Set<String> MESSAGES =
      Set.of(
          "message",
          "msg",
          "error_description",
          "error_message",
          "title",
          "description",
          "status_msg");
  private static final Set<String> CODES =
      Set.of("code", "type", "__type", "status", "error_code", "reason", "quotaid", "quotametric");
  private static final Set<String> INSIDE =
      Set.of(
          "error",
          "errors",
          "detail",
          "details",
          "metadata",
          "innererror",
          "violations",
          "cause",
          "base_resp");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern KEY = Pattern.compile("\\b(sk|key)-[\\w*-]{4,}");
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,200}>([^<]{0,200})", Pattern.CASE_INSENSITIVE);

  /// What differs between equal causes.
  private static final Pattern PARTICULARS =
      Pattern.compile("[\"“`'][^\"”`']{0,2000}[\"”`']|\\b[0-9a-f]{6,}\\b|\\w*\\d[\\w.-]*");

  static ErrorBody of(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (ReplyText.isPage(text)) {
      return page(text);
    }
    try {
      return of(JsonMapper.shared().readTree(text));
    } catch (JacksonException e) {
      return new Collected().with(text).body();
    }
  }

  static ErrorBody of(JsonNode json) {
    Collected collected = new Collected();
    collected.take("error", json, 0);
    return collected.body();
  }

  /// A page is written for people and may say anything; its title is for the message alone.
  private static ErrorBody page(String html) {
    Matcher title = TITLE.matcher(html);
    String said = title.find() ? ": " + clean(title.group(1).strip()) : "";
    return new ErrorBody("", "", "a web page (HTML)" + said, Set.of(), Optional.empty());
  }

  /// Free of numbers, ids and quotations: equal for equal causes.
  String likeness() {
    return PARTICULARS.matcher(codes + " " + words).replaceAll("#");
  }

  /// The messages for a person, without the key should they repeat it.
  String sentence(Optional<Secret> key) {
    return clean(
        key.map(Secret::value)
            .filter(it -> it.length() >= LEAST_SECRET_CHARS)
            .map(it -> said.replace(it, "***"))
            .orElse(said));
  }

  /// One line, of bounded length, without what looks like a key.
  static String clean(String text) {
    String line = KEY.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("***");
    return line.length() <= MAX_SENTENCE_CHARS ? line : line.substring(0, MAX_SENTENCE_CHARS) + "…";
  }

  /// Fills itself while the JSON is walked.
  private static final class Collected {
    private final Set<String> codes = new LinkedHashSet<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private Optional<String> retryDelay = Optional.empty();
    private int parts;

    Collected with(String message) {
      if (!message.isBlank()) {
        messages.add(shortened(message.strip()));
      }
      return this;
    }

    /// @param name of the field the node stands in, lower case
    void take(String name, JsonNode node, int depth) {
      if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
        return;
      }
      if (node.isObject()) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          field(field.getKey().toLowerCase(Locale.ROOT), field.getValue(), depth + 1);
        }
      } else if (node.isArray()) {
        node.forEach(item -> take(name, item, depth + 1));
      } else if (node.isString()) {
        text(node.stringValue(), depth);
      }
    }

    private void field(String name, JsonNode value, int depth) {
      if (MESSAGES.contains(name) || INSIDE.contains(name) || name.equals("raw")) {
        take(name, value, depth);
      } else if (CODES.contains(name) && value.isValueNode() && !value.isNull()) {
        codes.add(shortened(value.asString()));
      }
      switch (name) {
        case "param" -> value.stringValueOpt().ifPresent(parameters::add);
        case "loc" -> value.valueStream().forEach(it -> parameters.add(it.asString()));
        case "retrydelay" -> retryDelay = value.stringValueOpt();
        default -> {} // The provider's own affair, or the user's input repeated.
      }
    }

    /// A message may be JSON once more.
    private void text(String text, int depth) {
      if (text.startsWith("{") || text.startsWith("[")) {
        try {
          take("error", JsonMapper.shared().readTree(text), depth + 1);
          return;
        } catch (JacksonException e) {
          with(text);
          return;
        }
      }
      with(text);
    }

    private static String shortened(String text) {
      return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
    }

    ErrorBody body() {
      List<String> said = new ArrayList<>(messages);
      String sentence = said.stream().limit(MAX_MESSAGES).collect(Collectors.joining("; "));
      String words = CONTROL.matcher(shortened(String.join(" ", said))).replaceAll(" ");
      String allCodes = shortened(String.join(" ", codes));
      return new ErrorBody(
          allCodes.toLowerCase(Locale.ROOT),
          Quotations.off(words).toLowerCase(Locale.ROOT),
          sentence.isEmpty() ? allCodes : sentence,
          Set.copyOf(parameters),
          retryDelay);
    }
  }
}
