package dev.bulkgpt.run;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.task.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What makes questions of a workflow equal: the step's settings, the rendered messages, the model
/// and its parameters. Safe for use by many threads.
final class Questions {

  /// The step of questions that are equal whatever their step.
  private static final String ANY = "";

  private final Map<String, String> settings;
  private final Map<Beginning, MessageDigest> begun = new ConcurrentHashMap<>();

  /// What all questions of a step begin with: hashed once, then copied.
  private record Beginning(String stepId, String settings) {}

  /// @param settings of each step by its id, as the canonical workflow spells them
  Questions(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /// Equal for the same step only.
  Fingerprint inTask(String stepId, ModelRequest request) {
    return hash(new Beginning(stepId, settings(stepId)), request);
  }

  /// Equal for steps of any workflow that ask the same and read the answer alike.
  Fingerprint inWorkspace(String stepId, ModelRequest request) {
    return hash(new Beginning(ANY, settings(stepId)), request);
  }

  private String settings(String stepId) {
    return settings.getOrDefault(stepId, "");
  }

  private Fingerprint hash(Beginning beginning, ModelRequest request) {
    MessageDigest hash = copy(begun.computeIfAbsent(beginning, Questions::begin));
    add(hash, request.model().toString());
    add(hash, request.temperature().toString());
    add(hash, request.maxOutputTokens().toString());
    request.reasoningEffort().ifPresent(effort -> add(hash, effort.name()));
    for (Message message : request.messages()) {
      add(hash, message.role().name());
      add(hash, message.text());
      message.imageUrls().forEach(url -> add(hash, url));
    }
    return Fingerprint.of(hash.digest());
  }

  private static MessageDigest begin(Beginning beginning) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      add(hash, beginning.stepId);
      add(hash, beginning.settings);
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static MessageDigest copy(MessageDigest hash) {
    try {
      return (MessageDigest) hash.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  /// With its length before it, so that no text runs into the next.
  private static void add(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    hash.update(bytes);
  }
}
