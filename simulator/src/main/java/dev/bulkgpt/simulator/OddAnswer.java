package dev.bulkgpt.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A dialect's answer to one request: its body with the values in it.
///
/// @param good what a provider without oddities would have said
/// @param usage what this call is billed
record OddAnswer(Dialect dialect, ChatRequest request, Completion good, Usage usage) {

  private static final Pattern NAME = Pattern.compile("\\$([a-z]+)");
  private static final int TRIES = 16;

  static OddAnswer of(Dialect dialect, ChatRequest request, Completion good, double cachedShare) {
    Dialect.Billing billing = dialect.billing();
    int prompt = (int) Math.ceil(request.promptTokens() * billing.counted());
    double cached = billing.cached() < 0 ? cachedShare : billing.cached();
    int completion = good.tokens() + billing.thinking();
    return new OddAnswer(
        dialect, request, good, new Usage(prompt, completion, (int) (prompt * cached)));
  }

  byte[] body(Instant now) {
    String text =
        NAME.matcher(dialect.body())
            .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), now)));
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    return dialect.delivery() == Dialect.Delivery.GZIP ? zipped(plain) : plain;
  }

  private String value(String name, Instant now) {
    return switch (name) {
      case "text" -> quoted(content());
      case "half" -> quoted(content().substring(0, Completion.cut(content())));
      case "other" -> quoted(other());
      case "word" -> quoted(word());
      case "model" -> quoted(request.model());
      case "id" -> Long.toHexString(request.prompt());
      case "prompt" -> String.valueOf(usage.prompt());
      case "completion" -> String.valueOf(usage.completion());
      case "answered" -> String.valueOf(usage.completion() - dialect.billing().thinking());
      case "total" -> String.valueOf(usage.prompt() + usage.completion());
      case "cached" -> String.valueOf(usage.cached());
      case "uncached" -> String.valueOf(usage.prompt() - usage.cached());
      case "thinking" -> String.valueOf(dialect.billing().thinking());
      case "midnight" ->
          String.valueOf(now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)).toEpochMilli());
      default -> throw new IllegalStateException("A dialect's body has no $" + name + ".");
    };
  }

  private String content() {
    String content = good.content();
    return content == null ? "" : content;
  }

  /// Where the schema leaves a choice, another one; else the same again.
  private String other() {
    JsonNode schema = request.schema();
    if (schema == null) {
      return "not " + content();
    }
    long hash = request.prompt();
    for (int i = 0; i < TRIES; i++) {
      hash = Hash.mix(hash);
      String other = SchemaInstance.of(schema, "another", hash);
      if (!other.equals(content())) {
        return other;
      }
    }
    return content();
  }

  private String word() {
    if (request.form() == ChatRequest.Form.TEXT) {
      return content();
    }
    for (JsonNode value : JsonMapper.shared().readTree(content())) {
      if (value.isString()) {
        return value.asString();
      }
    }
    return content();
  }

  private static String quoted(String text) {
    var json = new StringBuilder();
    JsonText.quote(json, text);
    return json.substring(1, json.length() - 1);
  }

  private static byte[] zipped(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
