package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.RequestForm;

/// One call's request, as it was sent.
///
/// @param host where it went, for messages
/// @param form how it was spelled
/// @param bytes its size
record Asked(ModelRequest request, String host, RequestForm form, int bytes) {

  /// The model's full name.
  String model() {
    return request.model().toString();
  }

  boolean wantsSchema() {
    return request.schema().isPresent();
  }

  boolean hasSystemMessage() {
    return request.messages().stream().anyMatch(it -> it.role() == Message.Role.SYSTEM);
  }

  /// Of all messages together.
  long characters() {
    return request.messages().stream().mapToLong(it -> it.text().length()).sum();
  }
}
