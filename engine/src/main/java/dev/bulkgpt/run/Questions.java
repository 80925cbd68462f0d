package dev.bulkgpt.run;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.task.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/// What makes questions of a workflow equal: the step's settings, the rendered messages, the model
/// and its parameters.
///
/// @param settings of each step by its id, as the canonical workflow spells them
record Questions(Map<String, String> settings) {

  Questions {
    settings = Map.copyOf(settings);
  }

  /// Equal for the same step only.
  Fingerprint inTask(String stepId, ModelRequest request) {
    return hash(stepId, settings(stepId), request);
  }

  /// Equal for steps of any workflow that ask the same and read the answer alike.
  Fingerprint inWorkspace(String stepId, ModelRequest request) {
    return hash("", settings(stepId), request);
  }

  private String settings(String stepId) {
    return settings.getOrDefault(stepId, "");
  }

  private static Fingerprint hash(String stepId, String settings, ModelRequest request) {
    MessageDigest hash = sha256();
    add(hash, stepId);
    add(hash, settings);
    add(hash, request.model().toString());
    add(hash, request.temperature().toString());
    add(hash, request.maxOutputTokens().toString());
    for (Message message : request.messages()) {
      add(hash, message.role().name());
      add(hash, message.text());
      message.imageUrls().forEach(url -> add(hash, url));
    }
    return Fingerprint.of(hash.digest());
  }

  /// With its length before it, so that no text runs into the next.
  private static void add(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    hash.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
