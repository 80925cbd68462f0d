package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What does not fit a schema is told in our words: to the user, and to the model that is asked
/// again.
class JsonSchemasTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          {"required": ["a"]}                                     | {}            => "a" is missing.
          {"type": "object"}                                      | 5             => 5 is no object, it is integer.
          {"properties": {"a": {"type": "integer"}}}              | {"a": "x"}    => At /a: "x" is no integer, it is string.
          {"properties": {"a": {"enum": ["red", "blue"]}}}        | {"a": "x"}    => At /a: "x" is none of ["red", "blue"].
          {"properties": {"a": {"const": 1}}}                     | {"a": 2}      => At /a: 2 is not 1.
          {"properties": {"a": {}}, "additionalProperties": false}| {"b": 2}      => "b" is not expected.
          {"properties": {"a": {"maximum": 3}}}                   | {"a": 4}      => At /a: 4 is more than 3.
          {"properties": {"a": {"minimum": 3}}}                   | {"a": 2}      => At /a: 2 is less than 3.
          {"properties": {"a": {"maxLength": 1}}}                 | {"a": "xy"}   => At /a: "xy" is longer than 1 characters.
          {"properties": {"a": {"pattern": "^x$"}}}               | {"a": "y"}    => At /a: "y" does not fit the pattern ^x$.
          {"properties": {"a": {"minItems": 2}}}                  | {"a": [1]}    => At /a: The list has fewer than 2 items.
          {"properties": {"a": {"uniqueItems": true}}}            | {"a": [1, 1]} => At /a: The list has an item twice.
          {"properties": {"a": {"not": {}}}}                      | {"a": 1}      => At /a: 1 does not fit the rule `not`.
          """)
  void anAnswer(String schemaAndAnswer, String told) {
    String[] parts = schemaAndAnswer.split("\\|", 2);
    var check = JsonSchemas.compile(JsonNodes.read(parts[0]));
    assertThat(check.apply(JsonNodes.read(parts[1]))).first().isEqualTo(told);
  }

  @Test
  void aReferenceThatLeadsNowhereIsAFaultOfTheSchema() {
    var faults =
        JsonSchemas.faults(
            JsonNodes.read("{\"properties\": {\"a\": {\"$ref\": \"#/$defs/nobody\"}}}"));
    assertThat(faults).singleElement().asString().contains("each $ref must name a part");
    faults.forEach(ParserWords::assertNoneIn);
  }
}
