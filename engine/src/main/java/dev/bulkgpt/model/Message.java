package dev.bulkgpt.model;

import java.util.List;

/// One message of a chat. Images are URLs (`https:` or `data:`), only on user messages.
public record Message(Role role, String text, List<String> imageUrls) {

  /// Who speaks, in the words of the chat completions API (lower-cased on the wire).
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  public Message {
    imageUrls = List.copyOf(imageUrls);
  }

  public Message(Role role, String text) {
    this(role, text, List.of());
  }
}
