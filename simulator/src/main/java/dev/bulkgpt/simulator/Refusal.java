package dev.bulkgpt.simulator;

/// An answer that is an error: its status, OpenAI's error object, and the header lines that go with
/// it.
///
/// @param headers complete lines, each ended by CR LF
record Refusal(int status, String message, String type, String code, String headers) {

  static Refusal of(int status, String message, String type, String code) {
    return new Refusal(status, message, type, code, "");
  }

  Refusal with(String moreHeaders) {
    return new Refusal(status, message, type, code, headers + moreHeaders);
  }

  /// The body, in the form of https://platform.openai.com/docs/guides/error-codes; an empty code is
  /// null.
  String body() {
    var json = new StringBuilder(160).append("{\"error\":{\"message\":");
    JsonText.quote(json, message);
    json.append(",\"type\":\"").append(type).append("\",\"param\":null,\"code\":");
    if (code.isEmpty()) {
      json.append("null");
    } else {
      json.append('"').append(code).append('"');
    }
    return json.append("}}\n").toString();
  }
}
