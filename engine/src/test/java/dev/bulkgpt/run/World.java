package dev.bulkgpt.run;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A provider with habits of its own, and a workflow, an input and a price to go with it, all drawn
/// from a number. Every answer follows from the question.
final class World implements Provider {

  private static final Encoding O200K =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  private static final List<String> WORDS =
      List.of(
          "the",
          "order",
          "arrived",
          "late",
          "and",
          "a",
          "refund",
          "was",
          "promised",
          "by",
          "your",
          "colleague",
          "on",
          "Tuesday",
          "invoice",
          "4711",
          "cannot",
          "login",
          "screen",
          "frozen",
          "please",
          "help",
          "shipping",
          "address",
          "München",
          "is",
          "wrong",
          "thanks",
          "again");

  final int number;
  final int rows;
  final String price;
  private final int wordsOfARow;
  private final boolean countsWrapping;
  private final double tokenizer;
  private final double cachedShare;
  private final double textTokens;
  private final double freeTokens;
  private final double firstChoice;
  private final Shape shape;

  /// What the workflow is made of.
  private enum Shape {
    FIELDS,
    SHORT_TEXT,
    FREE_TEXT,
    FIELDS_THEN_TEXT
  }

  World(int number) {
    this.number = number;
    Random random = new Random(number * 7_919L);
    random.nextInt();
    rows = 60 + random.nextInt(140);
    double input = 0.05 + 5 * random.nextDouble();
    double output = input * (2 + 6 * random.nextDouble());
    price =
        "w%d/m: {input: %.4f, cached_input: %.4f, output: %.4f}\n"
            .formatted(number, input, input / 4, output);
    wordsOfARow = 10 + random.nextInt(140);
    countsWrapping = random.nextBoolean();
    tokenizer = 0.93 + 0.14 * random.nextDouble();
    cachedShare = random.nextInt(4) == 0 ? 0.3 : 0;
    textTokens = 5 + 12 * random.nextDouble();
    freeTokens = 40 + 160 * random.nextDouble();
    firstChoice = 0.1 + 0.7 * random.nextDouble();
    shape = Shape.values()[random.nextInt(Shape.values().length)];
  }

  /// A schema or a limit says something of the answers' length.
  boolean hasForm() {
    return shape != Shape.FREE_TEXT;
  }

  String id() {
    return "w" + number;
  }

  Workflow workflow() {
    String model = id() + "/m";
    String fields =
        """
          - id: facts
            prompt:
              model: %s
              system: Fill the fields from the letter of a customer; answer with JSON only.
              user: "{{text}}"
              output:
                topic: {enum: [billing, shipping, technical]}
                urgent: {type: boolean}
                amount: {type: number}
                reason: {type: string, description: why the customer writes}
        """
            .formatted(model);
    String text = "  - {id: reply, %s prompt: {model: %s, user: \"Answer: {{text}}\"%s}}\n";
    return Workbench.workflow(
        "name: w\nsteps:\n"
            + switch (shape) {
              case FIELDS -> fields;
              case SHORT_TEXT -> text.formatted("", model, ", max_output_tokens: 60");
              case FREE_TEXT -> text.formatted("", model, "");
              case FIELDS_THEN_TEXT ->
                  fields
                      + text.formatted(
                          "run_if: 'topic == \"billing\"',", model, ", max_output_tokens: 80");
            });
  }

  String csv() {
    Random random = new Random(number);
    return IntStream.range(0, rows)
        .mapToObj(row -> words(random, spread(random, wordsOfARow, 0.5)) + " " + row)
        .collect(Collectors.joining("\n", "text\n", "\n"));
  }

  @Override
  public Response ask(ModelRequest request) {
    return new Response(answer(request), Told.NOTHING);
  }

  private ModelAnswer answer(ModelRequest request) {
    String prompt =
        request.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
    Random random = new Random(prompt.hashCode() * 31L + number);
    random.nextInt();
    String answer =
        request
            .schema()
            .map(schema -> fields(schema, random))
            .orElseGet(() -> free(request, random));
    double input = tokenizer * O200K.countTokensOrdinary(prompt);
    if (countsWrapping) {
      input += 4.0 * request.messages().size();
      input += request.schema().map(it -> O200K.countTokensOrdinary(it.toString())).orElse(0);
    }
    long counted = Math.max(1, Math.round(input));
    long output = Math.max(1, Math.round(tokenizer * O200K.countTokensOrdinary(answer)));
    return new ModelReply(
        answer, new Usage(counted, (long) (cachedShare * counted), output), false);
  }

  private String fields(JsonNode schema, Random random) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    JsonNode choices = schema.path("properties").path("topic").path("enum");
    int choice = random.nextDouble() < firstChoice ? 0 : 1 + random.nextInt(choices.size() - 1);
    answer.set("topic", choices.get(choice));
    answer.put("urgent", random.nextBoolean());
    answer.put("amount", random.nextInt(10_000) / 100.0);
    answer.put("reason", words(random, spread(random, textTokens, 0.5)));
    return answer.toString();
  }

  private String free(ModelRequest request, Random random) {
    int most = request.maxOutputTokens().orElse(Integer.MAX_VALUE);
    int wanted = spread(random, freeTokens, 0.4);
    return words(random, Math.min(wanted, most));
  }

  private static String words(Random random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return String.join(" ", words);
  }

  /// Lognormal, at least 1.
  private static int spread(Random random, double median, double sigma) {
    return (int) Math.max(1, Math.round(median * Math.exp(sigma * random.nextGaussian())));
  }

  @Override
  public String toString() {
    return id() + " " + shape + ", " + rows + " rows of " + wordsOfARow + " words";
  }

  @Override
  public void close() {}
}
