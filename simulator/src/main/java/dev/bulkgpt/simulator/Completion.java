package dev.bulkgpt.simulator;

import org.jspecify.annotations.Nullable;

/// What the model says to one call, before it is put on the wire.
///
/// @param content the text of the answer; null when the model refuses
/// @param refusal why not; null when it answers
/// @param finishReason `stop`, `length` or `content_filter`
record Completion(
    String id,
    String model,
    @Nullable String content,
    @Nullable String refusal,
    String finishReason) {

  static Completion of(ChatRequest request, Outcome outcome, boolean fits, int pad) {
    String id = "chatcmpl-" + Long.toHexString(request.prompt());
    return switch (outcome) {
      case REFUSE ->
          new Completion(id, request.model(), null, "I'm sorry, I can't assist with that.", "stop");
      case FILTER -> new Completion(id, request.model(), "", null, "content_filter");
      case LENGTH -> {
        String whole = content(request, fits, pad);
        yield new Completion(id, request.model(), whole.substring(0, cut(whole)), null, "length");
      }
      case GOOD, P400, P429, P500, P503, HANG, RESET, HALF, EMPTY, GARBAGE, HTML, HUGE, BADSCHEMA ->
          new Completion(id, request.model(), content(request, fits, pad), null, "stop");
    };
  }

  /// Never between the two halves of a surrogate pair.
  static int cut(String text) {
    int half = text.length() / 2;
    return half > 0 && Character.isHighSurrogate(text.charAt(half - 1)) ? half - 1 : half;
  }

  private static String content(ChatRequest request, boolean fits, int pad) {
    return switch (request.form()) {
      case TEXT ->
          pad == 0
              ? request.text()
              : request.text() + "lorem ipsum ".repeat(pad / 12 + 1).substring(0, pad);
      case OBJECT -> object(request, fits);
      case SCHEMA -> {
        if (request.schema() == null) {
          yield object(request, fits);
        }
        yield fits
            ? SchemaInstance.of(request.schema(), request.text(), request.prompt())
            : SchemaInstance.misfit(request.schema(), request.text(), request.prompt());
      }
    };
  }

  private static String object(ChatRequest request, boolean fits) {
    var json = new StringBuilder(request.text().length() + 16);
    json.append(fits ? "{\"echo\":" : "{\"echo\" ");
    JsonText.quote(json, request.text());
    return json.append('}').toString();
  }

  int tokens() {
    return Usage.tokens(
        (content == null ? "" : content).length() + (refusal == null ? "" : refusal).length());
  }

  StringBuilder body(Usage usage) {
    String text = content == null ? "" : content;
    var json = new StringBuilder(512 + text.length() + text.length() / 8);
    json.append("{\"id\":\"").append(id);
    json.append("\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":");
    JsonText.quote(json, model);
    json.append(",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
    quoteOrNull(json, content);
    json.append(",\"refusal\":");
    quoteOrNull(json, refusal);
    json.append("},\"logprobs\":null,\"finish_reason\":\"")
        .append(finishReason)
        .append("\"}],\"usage\":");
    usage.write(json);
    return json.append(",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulator\"}\n");
  }

  static void quoteOrNull(StringBuilder json, @Nullable String text) {
    if (text == null) {
      json.append("null");
    } else {
      JsonText.quote(json, text);
    }
  }
}
