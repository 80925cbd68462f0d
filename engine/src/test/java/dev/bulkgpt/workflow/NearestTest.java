package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> VALID = List.of("subject", "body", "Body", "order_id", "score");

  @ParameterizedTest
  @CsvSource({
    "subjct,subject",
    "sbuject,subject",
    "SUBJECT,subject",
    "bdy,body",
    "Bdoy,body",
    "BODY,body",
    "orderid,order_id",
    "Order ID,order_id",
    "scroe,score"
  })
  void theNameMeantIsFound(String written, String meant) {
    assertThat(Nearest.to(written, VALID)).contains(meant);
  }

  @Test
  void nothingIsNearWhenNothingIsValid() {
    assertThat(Nearest.to("a", List.of())).isEmpty();
    assertThat(Nearest.hint("a", List.of())).isEmpty();
  }
}
