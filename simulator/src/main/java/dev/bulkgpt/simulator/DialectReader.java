package dev.bulkgpt.simulator;

import dev.bulkgpt.simulator.Dialect.Billing;
import dev.bulkgpt.simulator.Dialect.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Reads `dialects.txt`, whose first lines say what may stand in it: a line that begins with `==`
/// is a group, one without a blank a dialect, one with two blanks a key and its value. Used once,
/// by one thread.
final class DialectReader {

  private static final Set<String> KEYS =
      Set.of(
          "status",
          "header",
          "type",
          "body",
          "content",
          "message",
          "finish",
          "choice",
          "usage",
          "before",
          "when",
          "every",
          "delivery",
          "thinking",
          "cached",
          "counted",
          "lasting",
          "paid");

  private static final String USAGE =
      "{\"prompt_tokens\":$prompt,\"completion_tokens\":$completion,\"total_tokens\":$total,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":$cached},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":$thinking}}";

  private final List<Dialect> read = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();
  private String group = "";
  private String title = "";

  /// @throws IllegalStateException when the text is not as it should be: a fault of ours
  static List<Dialect> read(String text) {
    var reader = new DialectReader();
    text.lines().forEach(reader::line);
    reader.end();
    return List.copyOf(reader.read);
  }

  private void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("  ")) {
      int blank = line.indexOf(' ', 2);
      String key = blank < 0 ? line.substring(2) : line.substring(2, blank);
      if (!KEYS.contains(key)) {
        throw new IllegalStateException("A dialect has no \"" + key + "\": " + title);
      }
      values.put(key, blank < 0 ? "" : line.substring(blank + 1));
      return;
    }
    end();
    if (line.startsWith("== ")) {
      group = line.substring(3);
    } else {
      title = line;
    }
  }

  /// What was read of a dialect is all there is of it.
  private void end() {
    if (title.isEmpty()) {
      return;
    }
    int bar = title.indexOf(" | ");
    String header = values.getOrDefault("header", "");
    read.add(
        new Dialect(
            group,
            title.substring(0, bar),
            title.substring(bar + 3),
            Condition.valueOf(values.getOrDefault("when", "NONE")),
            Integer.parseInt(values.getOrDefault("every", "0")),
            Integer.parseInt(values.getOrDefault("status", "200")),
            values.getOrDefault("type", "application/json"),
            header.isEmpty() ? "" : header + "\r\n",
            before() + values.getOrDefault("body", completion()),
            billing(),
            values.containsKey("lasting"),
            Delivery.valueOf(values.getOrDefault("delivery", "PLAIN"))));
    title = "";
    values.clear();
  }

  private Billing billing() {
    return new Billing(
        values.containsKey("paid") || !values.containsKey("body"),
        Integer.parseInt(values.getOrDefault("thinking", "0")),
        Double.parseDouble(values.getOrDefault("cached", "-1")),
        Double.parseDouble(values.getOrDefault("counted", "1")));
  }

  private String before() {
    String quoted = values.get("before");
    return quoted == null ? "" : JsonMapper.shared().readValue(quoted, String.class);
  }

  private String completion() {
    String content = values.getOrDefault("content", "\"$text\"");
    String usage = values.getOrDefault("usage", USAGE);
    return "{\"id\":\"$id\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":\"$model\","
        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\""
        + (content.equals("none") ? "" : ",\"content\":" + content)
        + more("message")
        + "},\"finish_reason\":"
        + values.getOrDefault("finish", "\"stop\"")
        + more("choice")
        + "}]"
        + (usage.equals("none") ? "" : ",\"usage\":" + usage)
        + "}\n";
  }

  private String more(String key) {
    String members = values.getOrDefault(key, "");
    return members.isEmpty() ? "" : "," + members;
  }
}
