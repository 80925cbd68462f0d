package dev.bulkgpt.app;

import dev.bulkgpt.model.RequestForm;
import java.net.URI;
import java.util.Optional;

/// Reads how a provider wants requests spelled, where it differs from most.
///
/// @param provider its name
record RequestFormSetup(Configuration configuration, String provider) {

  private static final String OPENAI = "api.openai.com";

  /// @throws CommandFailedException when a value is none of those there are
  RequestForm read(URI baseUrl) {
    RequestForm usual = RequestForm.USUAL;
    return new RequestForm(
        setting(Settings.STRUCTURED_OUTPUT).orElse(usual.structuredOutput()),
        setting(Settings.OUTPUT_LIMIT_NAME).orElseGet(() -> usualOutputLimit(baseUrl)),
        setting(Settings.TEMPERATURE).orElse(Settings.Parameter.SEND) == Settings.Parameter.SEND,
        usual.reasoningEffort(),
        setting(Settings.SYSTEM_ROLE).orElse(usual.systemRole()));
  }

  /// OpenAI itself knows the newer name alone.
  private static RequestForm.OutputLimit usualOutputLimit(URI baseUrl) {
    return OPENAI.equals(baseUrl.getHost())
        ? RequestForm.OutputLimit.MAX_COMPLETION_TOKENS
        : RequestForm.USUAL.outputLimit();
  }

  private <T> Optional<T> setting(Setting<T> setting) {
    return configuration.get(setting, provider);
  }
}
