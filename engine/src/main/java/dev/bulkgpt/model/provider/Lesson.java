package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.RequestForm.OutputLimit;
import dev.bulkgpt.model.RequestForm.StructuredOutput;
import dev.bulkgpt.model.RequestForm.SystemRole;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a refused request teaches about the spelling of the next one.
///
/// Sources: refusals as OpenAI, Azure, Mistral, Groq, vLLM, Ollama and LM Studio word them.
enum Lesson {
  /// The longer name of the output limit is wanted.
  LONG_LIMIT_NAME("wants max_completion_tokens instead of max_tokens; from now on that is sent") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return asked.request().maxOutputTokens().isPresent()
          && asked.form().outputLimit() == OutputLimit.MAX_TOKENS
          && refused.names("max_tokens");
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.with(OutputLimit.MAX_COMPLETION_TOKENS);
    }
  },
  /// The shorter one is.
  SHORT_LIMIT_NAME("wants max_tokens instead of max_completion_tokens; from now on that is sent") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return asked.request().maxOutputTokens().isPresent()
          && asked.form().outputLimit() == OutputLimit.MAX_COMPLETION_TOKENS
          && refused.names("max_completion_tokens");
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.with(OutputLimit.MAX_TOKENS);
    }
  },
  /// The model has a temperature of its own.
  NO_TEMPERATURE("takes no temperature; from now on it is asked without") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return asked.request().temperature().isPresent()
          && asked.form().temperature()
          && refused.names("temperature");
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.withoutTemperature();
    }
  },
  /// The model does not reason, or not so.
  NO_REASONING_EFFORT("takes no such reasoning_effort; from now on it is asked without") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return asked.request().reasoningEffort().isPresent()
          && asked.form().reasoningEffort()
          && (refused.names("reasoning_effort") || refused.names("reasoning.effort"));
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.withoutReasoningEffort();
    }
  },
  /// The provider knows no schemas, or not this one.
  LESS_STRUCTURE("rejects this JSON schema; from now on it is written into the prompt") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return asked.wantsSchema()
          && asked.form().structuredOutput() != StructuredOutput.PROMPT
          && (refused.names("response_format")
              || refused.mentions(
                  "json_schema|json schema|json_object|structured output|json mode|guided|invalid schema"));
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.with(
          form.structuredOutput() == StructuredOutput.JSON_OBJECT
              ? StructuredOutput.PROMPT
              : StructuredOutput.JSON_OBJECT);
    }
  },
  /// Nobody but the user may speak.
  NO_SYSTEM_ROLE("takes no system message; from now on its text is put before the question") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return asked.hasSystemMessage()
          && asked.form().systemRole() != SystemRole.USER
          && refused.mentions(
              "\\b(system|developer)'?,? (role|message|prompt|instruction)s?.{0,60}(not supported|unsupported|not enabled|not allowed|not permitted|invalid)|(not support|unsupported|invalid|unknown).{0,40}(role.{0,20})?'?(system|developer)\\b|roles must alternate|only user and assistant roles");
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.with(SystemRole.USER);
    }
  },
  /// The provider takes a schema and does not hold the model to it.
  NAME_THE_FIELDS(
      "does not hold its answers to the schema; from now on it is written into the prompt too") {
    @Override
    boolean isIn(Asked asked, Refused refused) {
      return false; // No refusal tells it: an answer does.
    }

    @Override
    RequestForm applied(RequestForm form) {
      return form.with(StructuredOutput.JSON_SCHEMA_AND_PROMPT);
    }
  };

  private final String sentence;

  Lesson(String sentence) {
    this.sentence = sentence;
  }

  /// What follows the model's name.
  String sentence() {
    return sentence;
  }

  abstract boolean isIn(Asked asked, Refused refused);

  abstract RequestForm applied(RequestForm form);

  /// The lesson of a refusal; empty: it is about something else than the spelling.
  static Optional<Lesson> in(Asked asked, ErrorBody error) {
    Refused refused = new Refused(error);
    return Arrays.stream(values()).filter(lesson -> lesson.isIn(asked, refused)).findFirst();
  }

  /// The words of a refusal.
  record Refused(ErrorBody error) {

    private static final Pattern UNWANTED =
        Pattern.compile(
            "unsupported|not support|n't support|unrecogni[sz]ed|unknown|unexpected|extra (inputs|fields)|not permitted|not allowed|additional propert|instead|deprecated|only the default|not available|unavailable|cannot be used|can ?not specify|not compatible|incompatible|extra_forbidden");

    /// Whether it does not want this parameter at all: a bad value of it is the user's affair.
    boolean names(String parameter) {
      return isUnwanted()
          && (error.parameters().contains(parameter)
              || Pattern.compile("(?<![\\w])" + Pattern.quote(parameter) + "(?![\\w])")
                  .matcher(error.words())
                  .find());
    }

    boolean mentions(String pattern) {
      return Pattern.compile(pattern).matcher(error.words()).find();
    }

    private boolean isUnwanted() {
      return UNWANTED.matcher(error.codes() + " " + error.words()).find();
    }
  }
}
