package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What belongs to one workspace is, to the key of another, what is not there: byte for byte.
@ExtendWith(ServerExtension.class)
class ServerWorkspacesTest {

  private static final String UNKNOWN =
      HttpCalls.base64("1700000000_2023-11-14-22:13:20_" + "0".repeat(32));

  private final ServerProcess server;
  private final HttpCalls owner;

  ServerWorkspacesTest(ServerProcess server) {
    this.server = server;
    owner = server.calls();
  }

  @Test
  void aSecondWorkspacesKeySeesNothingOfTheFirstOnAnyRoute() {
    String task = owner.task(server.workflow("refusing"), "Input_1\na\nb\nc\nd\ne\nf\n");
    owner.awaitState(task, "completed");
    String workflow = server.workflow("refusing");
    HttpCalls other = owner.with(server.command("keys", "create", "--workspace", "other").strip());
    BiFunction<String, String, HttpAnswer> native_ =
        (route, id) -> {
          String path = "/api/v1/tasks/" + id + route;
          return (route.isEmpty() || route.startsWith("/result")
                  ? other.get(path)
                  : other.post(path))
              .timeless();
        };

    for (String route :
        List.of(
            "", "/cancel", "/pause", "/resume", "/retry-failed", "/result.csv", "/result.jsonl")) {
      assertThat(native_.apply(route, task))
          .as(route)
          .isEqualTo(native_.apply(route, UNKNOWN))
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(404));
    }
    assertThat(other.status(task).timeless())
        .isEqualTo(other.status(UNKNOWN).timeless())
        .satisfies(answer -> answer.expect(400, "{\"error\":\"Invalid Task ID.\"}"));
    assertThat(other.upload(workflow, "Input_1\na\n").timeless())
        .isEqualTo(other.upload("v0#Workflow#" + "0".repeat(32) + "#1", "Input_1\na\n").timeless())
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(400));
    for (String known : List.of(workflow, workflow.split("#", -1)[2])) {
      assertThat(other.postCsv(known, "Input_1\na\n").timeless())
          .isEqualTo(other.postCsv("0".repeat(32), "Input_1\na\n").timeless())
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(400));
    }
    assertThat(other.get("/api/v1/tasks?cursor=" + task).timeless())
        .isEqualTo(other.get("/api/v1/tasks?cursor=" + UNKNOWN).timeless());
    other.get("/api/v1/tasks").expect(200, "{\"data\":[],\"has_more\":false}");
    assertThat(owner.progress(task).path("status").asString()).isEqualTo("completed");
    assertThat(owner.get("/api/v1/tasks?limit=200").body()).contains(task);
  }

  /// Two workspaces may use one idempotency key for different things.
  @Test
  void idempotencyKeysAreAWorkspacesOwn() {
    HttpCalls other = owner.with(server.command("keys", "create", "--workspace", "third").strip());
    String workflow = server.put("third", "fast");

    String mine =
        owner.upload(server.workflow("fast"), "Input_1\na\n", "Idempotency-Key", "shared").body();
    String theirs =
        other.upload(workflow, "Input_1\nb\n", "Idempotency-Key", "shared").expect(200).body();

    assertThat(theirs).isNotEqualTo(mine);
  }
}
