package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class WorkflowSchemaTest {

  private static final JsonNode SCHEMA = WorkflowSchema.of(BuiltInSteps.kinds());
  private static final Function<JsonNode, List<String>> VALIDATOR = JsonSchemas.compile(SCHEMA);

  /// Mistakes of a form that a schema can see; the others are told by the reader alone.
  private static final List<String> SEEN_BY_SCHEMA =
      List.of(
          "unknown-names", "kinds", "ids", "settings", "fields", "labels", "root of", "root parts");

  private static JsonNode json(String document) {
    return JsonNodes.of(
        YamlDocument.read(document, new Site(Place.DOCUMENT, new ArrayList<>())).orElseThrow());
  }

  static List<Corpus.Case> good() {
    return Corpus.cases("/workflow/good.txt");
  }

  static List<Corpus.Case> seenBySchema() {
    return Corpus.cases("/workflow/bad.txt").stream()
        .filter(it -> SEEN_BY_SCHEMA.stream().anyMatch(it.name()::startsWith))
        .toList();
  }

  @Test
  void itIsAValidSchema() {
    assertThat(JsonSchemas.faults(SCHEMA)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("good")
  void itAcceptsWhatTheReaderAccepts(Corpus.Case good) {
    assertThat(VALIDATOR.apply(json(good.document()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("good")
  void itAcceptsTheCanonicalText(Corpus.Case good) {
    var reading = new WorkflowReader(BuiltInSteps.kinds()).read(good.document());
    assertThat(VALIDATOR.apply(json(reading.workflow().orElseThrow().canonical()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seenBySchema")
  void itRefusesMistakesOfForm(Corpus.Case bad) {
    assertThat(VALIDATOR.apply(json(bad.document()))).isNotEmpty();
  }

  @Test
  void everySettingCarriesItsHelp() {
    for (StepKind kind : BuiltInSteps.kinds().all()) {
      JsonNode settings = SCHEMA.path("$defs").path(kind.name()).path("properties");
      kind.settings()
          .forEach(it ->
              assertThat(settings.path(it.name()).path("description").asString(""))
                  .isEqualTo(it.help()));
    }
  }
}
