package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Instances are judged by an independent validator.
class SchemaInstanceTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @ValueSource(strings = {"product", "tree", "unions"})
  void everyInstanceFitsAndNoMisfitDoes(String name) throws IOException {
    JsonNode node = schema(name);
    Schema judge = REGISTRY.getSchema(node);
    for (int i = 0; i < 300; i++) {
      String prompt = i % 3 == 0 ? "" : "Row " + i + " \"é😀\" costs 5";
      long hash = Hash.message(Hash.START, "user", prompt + i);
      String instance = SchemaInstance.of(node, prompt, hash);
      assertThat(judge.validate(instance, InputFormat.JSON)).as(instance).isEmpty();
      assertThat(SchemaInstance.of(node, prompt, hash)).isEqualTo(instance);
      String misfit = SchemaInstance.misfit(node, prompt, hash);
      assertThat(judge.validate(misfit, InputFormat.JSON)).as(misfit).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'I am very happy', happy",
    "'Choose happy or sad. The review: what a SAD day', sad",
    "'not happy at all', not happy",
    "'unhappy, sadly', ''",
    "'', ''"
  })
  void anEnumTakesTheLabelTheTextNamesLast(String prompt, String label) {
    JsonNode node = Asker.JSON.readTree("{\"enum\":[\"happy\",\"not happy\",\"sad\"]}");
    String instance = SchemaInstance.of(node, prompt, Hash.text(Hash.START, prompt));
    if (label.isEmpty()) {
      assertThat(instance).isIn("\"happy\"", "\"not happy\"", "\"sad\"");
    } else {
      assertThat(instance).isEqualTo("\"" + label + "\"");
    }
  }

  @Test
  void withoutAnythingToGoByTheLabelsAreAllUsed() {
    JsonNode node = Asker.JSON.readTree("{\"enum\":[\"a\",\"b\"]}");
    assertThat(LongStream.range(0, 50).mapToObj(i -> SchemaInstance.of(node, "", Hash.mix(i))))
        .contains("\"a\"", "\"b\"");
  }

  @Test
  void theSimulatorAnswersByTheSchemaOfTheRequest() throws IOException {
    JsonNode node = schema("product");
    try (var simulator = Simulator.start(SimulatorSettings.DEFAULT);
        var asker = new Asker()) {
      String body = Asker.schemaBody("A red one, é", node.toString());
      String content = Asker.content(asker.post(simulator.baseUrl(), body));
      assertThat(REGISTRY.getSchema(node).validate(content, InputFormat.JSON)).isEmpty();
      assertThat(Asker.content(asker.post(simulator.baseUrl(), body))).isEqualTo(content);
    }
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in =
        SchemaInstanceTest.class.getResourceAsStream("/schemas/" + name + ".json")) {
      return Asker.JSON.readTree(Objects.requireNonNull(in));
    }
  }
}
