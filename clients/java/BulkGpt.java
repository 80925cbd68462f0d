import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a workflow over a CSV on a BulkGPT server. Needs Java 17 or newer and nothing else.
 *
 * <p>usage: BULKGPT_KEY=… [BULKGPT_SERVER=http://127.0.0.1:8080] java BulkGpt.java WORKFLOW_ID INPUT.csv RESULT.csv
 */
class BulkGpt {

  static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    String rows = Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(args[1])));
    String upload = "{\"workflowId\":\"%s\",\"csvBase64\":\"%s\"}".formatted(args[0], rows);
    String task = field("taskId", call("/upload-trigger", upload));
    String answer;
    String status;
    while (true) {
      answer = call("/status", "{\"taskId\":\"%s\"}".formatted(task));
      status = field("status", answer);
      if (Set.of("completed", "error", "canceled").contains(status)) {
        break;
      }
      Thread.sleep(1000);
    }
    if (!status.equals("completed")) {
      throw new IllegalStateException("The task " + task + " ended as: " + status);
    }
    HttpRequest csv = HttpRequest.newBuilder(URI.create(field("downloadUrl", answer))).build();
    if (HTTP.send(csv, BodyHandlers.ofFile(Path.of(args[2]))).statusCode() != 200) {
      throw new IllegalStateException("The result could not be downloaded.");
    }
  }

  static String call(String path, String json) throws Exception {
    String server = System.getenv().getOrDefault("BULKGPT_SERVER", "http://127.0.0.1:8080");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("x-api-key", System.getenv("BULKGPT_KEY"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body();
  }

  static String field(String name, String json) {
    Matcher field = Pattern.compile("\"" + name + "\" *: *\"([^\"]*)\"").matcher(json);
    if (!field.find()) {
      throw new IllegalStateException("No " + name + " in " + json);
    }
    return field.group(1);
  }
}
