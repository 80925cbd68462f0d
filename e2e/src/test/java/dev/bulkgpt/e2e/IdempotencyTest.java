package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A request that is sent again with its `Idempotency-Key`.
@ExtendWith(ServerExtension.class)
class IdempotencyTest {

  private static final String KEY_USED =
      "{\"error\":\"Idempotency-Key was used with another request.\"}";

  private final ServerProcess server;
  private final HttpCalls calls;

  IdempotencyTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  @Test
  void anIdempotencyKeyStandsForOneRequest() {
    String key = UUID.randomUUID().toString();
    String workflow = server.workflow("fast");
    // Refused: the key stays free.
    calls.upload(workflow, "Nothing\na\n", "Idempotency-Key", key).expect(400);
    calls.upload("no workflow", "Input_1\na\n", "Idempotency-Key", key).expect(400);

    HttpAnswer first = calls.upload(workflow, "Input_1\na\n", "Idempotency-Key", key).expect(200);

    assertThat(calls.upload(workflow, "Input_1\na\n", "Idempotency-Key", key).body())
        .isEqualTo(first.body());
    calls.upload(workflow, "Input_1\nb\n", "Idempotency-Key", key).expect(409, KEY_USED);
    calls
        .upload(server.workflow("refusing"), "Input_1\na\n", "Idempotency-Key", key)
        .expect(409, KEY_USED);
    // 400 comes before 409.
    calls.upload(workflow, "Nothing\na\n", "Idempotency-Key", key).expect(400);
    assertThat(calls.upload(workflow, "Input_1\na\n").body()).isNotEqualTo(first.body());
    assertThat(calls.postCsv(workflow, "Input_1\na\n", "Idempotency-Key", key).json().path("id"))
        .isEqualTo(first.json().path("taskId"));
  }

  @Test
  void anIdempotencyKeyHasOneTo255VisibleAsciiCharacters() {
    String workflow = server.workflow("fast");
    String refused =
        "{\"error\":\"Invalid workflow ID or CSV file.\","
            + "\"detail\":\"Idempotency-Key must be 1 to 255 visible ASCII characters.\"}";
    for (String bad : List.of("", "a b", "x".repeat(256))) {
      calls.upload(workflow, "Input_1\na\n", "Idempotency-Key", bad).expect(400, refused);
    }
    calls
        .upload(workflow, "Input_1\na\n", "Idempotency-Key", "a", "Idempotency-Key", "b")
        .expect(400, refused);
    calls.upload(workflow, "Input_1\na\n", "Idempotency-Key", "~".repeat(255)).expect(200);
    calls.upload(workflow, "Input_1\na\n", "Idempotency-Key", "!").expect(200);
  }
}
