package dev.bulkgpt.model;

/// How a provider wants requests of chat completions spelled where servers differ. Immutable.
///
/// @param structuredOutput how an answer's schema is asked for
/// @param outputLimit the parameter that limits the answer's length
/// @param temperature whether the parameter is sent where a workflow sets it
/// @param reasoningEffort likewise
/// @param systemRole who says what the model is told before the question
public record RequestForm(
    StructuredOutput structuredOutput,
    OutputLimit outputLimit,
    boolean temperature,
    boolean reasoningEffort,
    SystemRole systemRole) {

  /// What most servers take.
  public static final RequestForm USUAL =
      new RequestForm(
          StructuredOutput.JSON_SCHEMA, OutputLimit.MAX_TOKENS, true, true, SystemRole.SYSTEM);

  public RequestForm with(StructuredOutput other) {
    return new RequestForm(other, outputLimit, temperature, reasoningEffort, systemRole);
  }

  public RequestForm with(OutputLimit other) {
    return new RequestForm(structuredOutput, other, temperature, reasoningEffort, systemRole);
  }

  public RequestForm with(SystemRole other) {
    return new RequestForm(structuredOutput, outputLimit, temperature, reasoningEffort, other);
  }

  public RequestForm withoutTemperature() {
    return new RequestForm(structuredOutput, outputLimit, false, reasoningEffort, systemRole);
  }

  public RequestForm withoutReasoningEffort() {
    return new RequestForm(structuredOutput, outputLimit, temperature, false, systemRole);
  }

  /// From the most that a server can do to the least.
  public enum StructuredOutput {
    /// `response_format` with the schema, which the provider holds the answer to.
    JSON_SCHEMA,
    /// `response_format` with the schema, and the schema in the prompt: the provider takes it and
    /// does not hold it.
    JSON_SCHEMA_AND_PROMPT,
    /// `response_format: json_object`, and the schema in the prompt.
    JSON_OBJECT,
    /// The schema in the prompt alone.
    PROMPT
  }

  /// The parameter's name.
  public enum OutputLimit {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  /// The role of a system message.
  public enum SystemRole {
    SYSTEM,
    DEVELOPER,
    /// None: its text begins the user's message.
    USER
  }
}
