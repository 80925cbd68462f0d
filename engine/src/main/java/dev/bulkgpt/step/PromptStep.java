package dev.bulkgpt.step;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.ReasoningEffort;
import dev.bulkgpt.workflow.AnswerSchema;
import dev.bulkgpt.workflow.CacheScope;
import dev.bulkgpt.workflow.Classifiers;
import dev.bulkgpt.workflow.Columns;
import dev.bulkgpt.workflow.Default;
import dev.bulkgpt.workflow.Help;
import dev.bulkgpt.workflow.Kind;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.OutputField;
import dev.bulkgpt.workflow.Problem;
import dev.bulkgpt.workflow.Range;
import dev.bulkgpt.workflow.ReadyStep;
import dev.bulkgpt.workflow.Step;
import dev.bulkgpt.workflow.StepContext;
import dev.bulkgpt.workflow.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Asks a chat model about the row. A text cut off at `max_output_tokens` is kept, for the limit is
/// the user's; one cut off at the provider's own limit fails, and so does an empty one and a
/// structured answer cut off.
@Kind(
    name = "prompt",
    help = "Asks a chat model about the row.",
    adds = "`<id>` with the answer's text; with `output` or `output_schema` a column per field.")
record PromptStep(
    @Help("The chat model, written provider/model.") ModelId model,
    @Help("What the model is told before the question.") Optional<Template> system,
    @Help("The question.") Template user,
    @Help("Addresses (https:) or data:image/ URLs of images; an empty one is left out.")
        List<Template> images,
    @Help("How freely the model chooses its words; left out: the provider's default.")
        @Range(min = 0, max = 2)
        OptionalDouble temperature,
    @Help("The longest answer, in tokens; a text is cut there. Left out: the provider's default.")
        @Range(min = 1, max = 1_000_000)
        OptionalInt maxOutputTokens,
    @Help("How long a reasoning model thinks first; left out: the provider's default.")
        Optional<ReasoningEffort> reasoningEffort,
    @Help(
            "The fields of a structured answer, one column each. An answer that does not fit is asked for again, twice.")
        List<OutputField> output,
    @Help("Instead of output: the JSON Schema of the answer, one column per property.")
        Optional<AnswerSchema> outputSchema,
    @Help(
            "Where an answer to the same question may be reused: off, task, or {scope: workspace, ttl: 7d}.")
        @Default("task")
        CacheScope cache)
    implements Step {

  @Override
  public List<String> fields(String id) {
    return schema().map(AnswerSchema::columns).orElse(List.of(id));
  }

  @Override
  public Set<ModelId> models() {
    return Set.of(model);
  }

  @Override
  public List<Problem> check() {
    var problems = new ArrayList<Problem>();
    if (readsNothing()) {
      problems.add(
          Problem.warning(
              "user",
              "The prompt reads no column, so all rows ask the same question; write {{Column Name}} where a cell belongs."));
    }
    if (!output.isEmpty() && outputSchema.isPresent()) {
      problems.add(
          Problem.error("output_schema", "output and output_schema exclude each other; keep one."));
    }
    if (model.provider().equals(ClassifyStep.LOCAL)) {
      problems.add(
          Problem.error(
              "model",
              "%s runs in this process and only classifies; a prompt needs a chat model, such as openai/gpt-5-mini."
                  .formatted(model)));
    }
    return problems;
  }

  private boolean readsNothing() {
    return Stream.concat(Stream.of(user), Stream.concat(system.stream(), images.stream()))
        .allMatch(it -> it.names().isEmpty());
  }

  @Override
  public Map<String, List<String>> choices(String id) {
    var choices = new HashMap<>(schema().map(AnswerSchema::choices).orElse(Map.of()));
    for (OutputField field : output) {
      choices.computeIfPresent(
          field.name(),
          (_, values) ->
              Stream.concat(values.stream(), field.fallback().stream()).distinct().toList());
    }
    return choices;
  }

  private Optional<AnswerSchema> schema() {
    return output.isEmpty() ? outputSchema : Optional.of(AnswerSchema.of(output));
  }

  @Override
  public ReadyStep ready(Columns columns, Classifiers classifiers) {
    Question question = Question.of(this, columns);
    Optional<AnswerSchema> schema = schema();
    Optional<StructuredAsk> structured =
        schema.map(it -> new StructuredAsk(FieldReader.of(it, output)));
    return context -> {
      List<String> images = question.imageUrls(context.row());
      Optional<Outcome> fault = Question.fault(images);
      if (fault.isPresent()) {
        return fault.get();
      }
      var request =
          new ModelRequest(
              model,
              question.messages(context.row(), images),
              temperature,
              maxOutputTokens,
              reasoningEffort,
              schema.map(AnswerSchema::json));
      return context.once(
          cache,
          request,
          () ->
              structured.isPresent()
                  ? structured.get().ask(request, context)
                  : text(request, context));
    };
  }

  private static Outcome text(ModelRequest request, StepContext context)
      throws InterruptedException {
    return switch (context.ask(request)) {
      case ModelFailure failure -> Outcome.of(failure);
      case ModelReply reply when reply.truncated() && reply.text().isBlank() ->
          StructuredAsk.cutOff("before it wrote anything");
      case ModelReply reply when reply.truncated() && request.maxOutputTokens().isEmpty() ->
          StructuredAsk.cutOff("in the middle of its answer");
      case ModelReply reply when reply.text().isBlank() -> empty();
      case ModelReply reply -> new Outcome.Done(List.of(reply.text()));
    };
  }

  private static Outcome empty() {
    return new Outcome.Retry(
        ErrorCode.INVALID_OUTPUT,
        "The model answered with nothing; the prompt may be longer than it takes.",
        Outcome.Cost.ANSWER,
        Optional.empty());
  }
}
