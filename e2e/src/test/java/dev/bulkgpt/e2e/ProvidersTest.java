package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who can be asked: `providers`, `providers check`, and providers set up by the environment alone.
class ProvidersTest {

  @TempDir Path work;

  @Test
  void aServersProviderMayBeSetUpByTheEnvironmentAlone() {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("BULKGPT_PROVIDERS_MINE_BASE_URL", simulator.baseUrl("lat=1"));
      try (RunningServer server = new RunningServer(program)) {
        String workflow = server.workflow(Workflows.ECHO.replace("openai/", "mine/"));

        JsonNode task = server.run(workflow, Workflows.numberedRows(5));

        assertThat(task.path("state").asString()).as(task.toString()).isEqualTo("completed");
        assertThat(task.path("rows").path("succeeded").asInt()).isEqualTo(5);
      }
      assertThat(simulator.stat("requests")).isEqualTo(5);
    }
  }

  @Test
  void theListSaysWhatIsMissing() {
    Program program =
        new Program(work)
            .with("OPENAI_API_KEY", "sk-secret")
            .with("BULKGPT_PROVIDERS_MINE_BASE_URL", "https://llm.example.org/v1");
    program.file(
        "bulkgpt.yaml",
        "providers:\n  other: {base_url: 'https://o.example', api_key: '${OTHER_KEY}'}\n");

    Program.Ended table = program.run("providers", "--config", "bulkgpt.yaml");
    Program.Ended json = program.run("providers", "--config", "bulkgpt.yaml", "--json");

    assertThat(table.exit()).as(table.err()).isZero();
    assertThat(table.out())
        .containsPattern("openai +api.openai.com +some +yes\n")
        .containsPattern("groq +api.groq.com +\\w+ +no: set GROQ_API_KEY\n")
        .containsPattern("mine +llm.example.org +none +yes\n")
        .containsPattern("other +o.example +none +no: set OTHER_KEY\n")
        .containsPattern("local +\\(inside\\) +all +yes\n")
        .doesNotContain("sk-secret");
    JsonNode all = JsonMapper.shared().readTree(json.out());
    assertThat(all.valueStream().filter(it -> it.path("provider").asString().equals("other")))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.path("set_up").asBoolean()).isFalse();
          assertThat(it.path("missing").asString()).isEqualTo("OTHER_KEY");
          assertThat(it.path("host").asString()).isEqualTo("o.example");
        });
  }

  @Test
  void aCheckMakesOneCallAndSaysWhatCameBack() throws IOException {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1"));
      Program.Ended works = program.run("providers", "check", "openai/gpt-5-mini");
      assertThat(works.exit()).as(works.err()).isZero();
      assertThat(works.out())
          .matches(
              "openai/gpt-5-mini works: it answered in [\\d,]+ ms, \\d+ tokens in and \\d+ out,"
                  + " under \\$0.0001.\n");
      assertThat(simulator.stat("requests")).isEqualTo(1);

      program.with("OPENAI_BASE_URL", simulator.baseUrl("auth=1"));
      assertThat(refused(program, "openai/gpt-5-mini")).contains("API key");
      assertThat(simulator.stat("requests")).isEqualTo(2);
    }
    program.with("OPENAI_BASE_URL", "http://nosuch.invalid/v1");
    assertThat(refused(program, "openai/gpt-5-mini")).contains("nosuch.invalid is unknown");
    program.with("OPENAI_BASE_URL", "http://127.0.0.1:" + closedPort() + "/v1");
    assertThat(refused(program, "openai/gpt-5-mini")).contains("refused the connection");
  }

  private static String refused(Program program, String model) {
    Program.Ended ended = program.run("providers", "check", model);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("bulkgpt: " + model + " does not work: ").hasLineCount(1);
    return ended.err();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aCheckOfWhatIsNotSetUpIsWrongUsage() {
    Program program = new Program(work);
    String[][] wrong = {
      {"openai/gpt-5-mini", "OPENAI_API_KEY"},
      {"nobody/m", "There is no provider `nobody`"},
      {"gpt-5-mini", "provider/model"},
      {"local/large", "local/bge-small"}
    };
    for (String[] model : wrong) {
      Program.Ended ended = program.run("providers", "check", model[0]);
      assertThat(ended.exit()).as(model[0]).isEqualTo(2);
      assertThat(ended.err()).contains(model[1]);
    }
    for (String inside : new String[] {"local/bge-small", "simulator/mock-1"}) {
      Program.Ended ended = program.run("providers", "check", inside);
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.out()).startsWith(inside + " works");
    }
  }

  @Test
  void aProxyThatCannotBeUsedIsSaidBeforeAnythingIsCalled() {
    Program program = new Program(work).with("OPENAI_API_KEY", "sk-secret");
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(1));
    program.with("HTTPS_PROXY", "socks5://u:geheim@127.0.0.1:9");

    Program.Ended ended = program.run("run", "w.yaml", "in.csv");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("HTTPS_PROXY names a SOCKS proxy").doesNotContain("geheim");
  }
}
