package dev.bulkgpt.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bulkgpt rehearse`, for the build alone: a server with an upload, while the JVM notes which
/// classes it needs (see `aot-caches.sh`). The server ends with the process.
@Command(name = "rehearse", hidden = true, description = "What the build has the JVM watch.")
final class RehearseCommand implements Callable<Integer> {

  private static final Pattern KEY = Pattern.compile("API key .*: (\\S+)");
  private static final Pattern URL = Pattern.compile("listening on (\\S+)");
  private static final Pattern TASK = Pattern.compile("\"taskId\":\"([^\"]+)\"");
  private static final long LOOK_MILLIS = 50;

  @Parameters(paramLabel = "DIRECTORY", description = "Holds `workflow.yaml` and `input.csv`.")
  private Path directory = Path.of(".");

  @Option(names = "--data", paramLabel = "DIRECTORY", description = "An empty data directory.")
  private Path data = Path.of(".");

  @Override
  public Integer call() throws IOException, InterruptedException {
    String workflow = directory.resolve("workflow.yaml").toString();
    Path input = directory.resolve("input.csv");
    String kept = data.toString();
    String id = said("workflows", "put", workflow, "--data", kept).strip();
    StringWriter out = new StringWriter();
    CommandLine server = Main.commandLine().setOut(new PrintWriter(out, true));
    Thread.ofPlatform()
        .daemon()
        .start(() -> server.execute("serve", "--port", "0", "--data", kept));
    URI url = URI.create(when(out::toString, URL));
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      Calls calls = new Calls(client, url, when(out::toString, KEY));
      String csv = Base64.getEncoder().encodeToString(Files.readAllBytes(input));
      String task =
          found(
              calls.post(
                  "/upload-trigger",
                  "{\"workflowId\":\"%s\",\"csvBase64\":\"%s\"}".formatted(id, csv)),
              TASK);
      String status = "{\"taskId\":\"%s\"}".formatted(task);
      until(() -> calls.post("/status", status), answer -> answer.contains("completed"));
    }
    return Exit.OK;
  }

  private static String said(String... arguments) {
    StringWriter out = new StringWriter();
    int exit = Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    if (exit != Exit.OK) {
      throw new IllegalStateException(arguments[0] + " ended with " + exit);
    }
    return out.toString();
  }

  private record Calls(CloseableHttpClient client, URI url, String key) {

    String post(String path, String body) throws IOException {
      HttpPost request = new HttpPost(url.resolve(path));
      request.setHeader("x-api-key", key);
      request.setEntity(
          new StringEntity(body, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
      return client.execute(request, answer -> EntityUtils.toString(answer.getEntity()));
    }
  }

  @FunctionalInterface
  private interface Look {
    String now() throws IOException;
  }

  private static String until(Look look, Predicate<String> enough)
      throws IOException, InterruptedException {
    String seen = look.now();
    while (!enough.test(seen)) {
      Thread.sleep(LOOK_MILLIS);
      seen = look.now();
    }
    return seen;
  }

  private static String when(Look look, Pattern pattern) throws IOException, InterruptedException {
    return found(until(look, seen -> pattern.matcher(seen).find()), pattern);
  }

  private static String found(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("not as rehearsed: " + text);
    }
    return matcher.group(1);
  }
}
