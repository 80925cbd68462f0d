package dev.bulkgpt.app;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Providers that need no configuration but a key: each speaks OpenAI's chat completions at this
/// address. Sources: the providers' API references.
enum KnownProvider {
  OPENAI("https://api.openai.com/v1", true),
  ANTHROPIC("https://api.anthropic.com/v1", true),
  GEMINI("https://generativelanguage.googleapis.com/v1beta/openai", true),
  OPENROUTER("https://openrouter.ai/api/v1", true),
  GROQ("https://api.groq.com/openai/v1", true),
  MISTRAL("https://api.mistral.ai/v1", true),
  DEEPSEEK("https://api.deepseek.com/v1", true),
  TOGETHER("https://api.together.xyz/v1", true),
  OLLAMA("http://localhost:11434/v1", false),
  LMSTUDIO("http://localhost:1234/v1", false),
  VLLM("http://localhost:8000/v1", false);

  private final URI baseUrl;
  private final boolean needsKey;

  KnownProvider(String baseUrl, boolean needsKey) {
    this.baseUrl = URI.create(baseUrl);
    this.needsKey = needsKey;
  }

  static Optional<KnownProvider> named(String name) {
    return Arrays.stream(values()).filter(it -> it.spelling().equals(name)).findFirst();
  }

  static String allNames() {
    return String.join(", ", spellings());
  }

  static List<String> spellings() {
    return Arrays.stream(values()).map(KnownProvider::spelling).toList();
  }

  /// As in a model's name.
  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  URI baseUrl() {
    return baseUrl;
  }

  /// The environment variable its key is usually in.
  String keyVariable() {
    return name() + "_API_KEY";
  }

  /// The environment variable that moves it elsewhere.
  String baseUrlVariable() {
    return name() + "_BASE_URL";
  }

  /// Its own server answers nobody without a key.
  boolean needsKeyAt(URI address) {
    return needsKey && baseUrl.getHost().equals(address.getHost());
  }
}
