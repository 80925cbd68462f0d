package dev.bulkgpt.app;

import dev.bulkgpt.model.RequestForm;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads how a provider wants requests spelled, where it differs from most.
///
/// @param provider its name, for messages
/// @param setting a provider's setting by its name
record RequestFormSetup(String provider, Function<String, Optional<String>> setting) {

  private static final String OPENAI = "api.openai.com";

  private enum Parameter {
    SEND,
    LEAVE_OUT
  }

  /// @throws CommandFailedException when a value is none of those there are
  RequestForm read(URI baseUrl) {
    RequestForm usual = RequestForm.USUAL;
    return new RequestForm(
        oneOf("structured_output", RequestForm.StructuredOutput.class)
            .orElse(usual.structuredOutput()),
        oneOf("output_limit_name", RequestForm.OutputLimit.class)
            .orElseGet(() -> usualOutputLimit(baseUrl)),
        oneOf("temperature", Parameter.class).orElse(Parameter.SEND) == Parameter.SEND,
        usual.reasoningEffort(),
        oneOf("system_role", RequestForm.SystemRole.class).orElse(usual.systemRole()));
  }

  /// OpenAI itself knows the newer name alone.
  private static RequestForm.OutputLimit usualOutputLimit(URI baseUrl) {
    return OPENAI.equals(baseUrl.getHost())
        ? RequestForm.OutputLimit.MAX_COMPLETION_TOKENS
        : RequestForm.USUAL.outputLimit();
  }

  private <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> values) {
    return setting
        .apply(name)
        .map(text ->
            Arrays.stream(values.getEnumConstants())
                .filter(it -> spelled(it).equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> wrong(name, values, text)));
  }

  private <E extends Enum<E>> CommandFailedException wrong(
      String name, Class<E> values, String text) {
    return CommandFailedException.usage(
        "providers.%s.%s is one of %s, not `%s`."
            .formatted(
                provider,
                name,
                Arrays.stream(values.getEnumConstants())
                    .map(RequestFormSetup::spelled)
                    .collect(Collectors.joining(", ")),
                text));
  }

  private static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
