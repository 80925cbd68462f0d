package dev.bulkgpt.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `off`, `task`, or `{scope: workspace, ttl: 7d}`.
final class CacheType implements SettingType<CacheScope> {

  private static final String TTL_PATTERN = "([1-9][0-9]{0,4})(s|m|h|d)";
  private static final Pattern TTL = Pattern.compile(TTL_PATTERN);
  private static final Duration MAX_TTL = Duration.ofDays(365);

  @Override
  public CacheScope read(Node node, Site site) {
    return node instanceof Node.Entries(var entries) ? workspace(entries, site) : word(node, site);
  }

  private CacheScope word(Node node, Site site) {
    String word = node instanceof Node.Scalar(String text, _) ? text : "";
    return switch (word) {
      // YAML 1.2 reads `off` as text, other tools write it back as false.
      case "off", "false" -> new CacheScope.Off();
      case "task" -> standIn();
      default -> refused(site);
    };
  }

  private CacheScope workspace(Map<String, Node> entries, Site site) {
    Unknown.keys(entries, List.of("scope", "ttl"), site, "a cache setting");
    boolean workspace =
        entries.get("scope") instanceof Node.Scalar(String text, _) && text.equals("workspace");
    Node ttl = entries.get("ttl");
    if (!workspace || ttl == null) {
      return refused(site);
    }
    Matcher written = TTL.matcher(ttl instanceof Node.Scalar(String text, _) ? text : "");
    if (!written.matches() || duration(written).compareTo(MAX_TTL) > 0) {
      site.key("ttl").error("Expected a time such as 90s, 30m, 12h or 7d, at most 365d.");
      return standIn();
    }
    return new CacheScope.Workspace(duration(written));
  }

  private static Duration duration(Matcher written) {
    long amount = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private CacheScope refused(Site site) {
    site.error("Expected off, task, or {scope: workspace, ttl: 7d}.");
    return standIn();
  }

  @Override
  public CacheScope standIn() {
    return new CacheScope.Task();
  }

  @Override
  public JsonNode write(CacheScope value) {
    return switch (value) {
      case CacheScope.Off _ -> JsonNodes.FACTORY.stringNode("off");
      case CacheScope.Task _ -> JsonNodes.FACTORY.stringNode("task");
      case CacheScope.Workspace(Duration ttl) ->
          JsonNodes.object().put("scope", "workspace").put("ttl", spelling(ttl));
    };
  }

  /// The largest unit that loses nothing, so that `24h` and `1d` are one text.
  private static String spelling(Duration ttl) {
    if (ttl.equals(Duration.ofDays(ttl.toDays()))) {
      return ttl.toDays() + "d";
    }
    if (ttl.equals(Duration.ofHours(ttl.toHours()))) {
      return ttl.toHours() + "h";
    }
    return ttl.equals(Duration.ofMinutes(ttl.toMinutes()))
        ? ttl.toMinutes() + "m"
        : ttl.toSeconds() + "s";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode words = JsonNodes.object();
    words.putArray("enum").add("off").add("task").add(false);
    ObjectNode workspace = JsonNodes.object().put("type", "object");
    workspace.putArray("required").add("scope").add("ttl");
    ObjectNode properties = workspace.putObject("properties");
    properties.putObject("scope").put("const", "workspace");
    properties.putObject("ttl").put("type", "string").put("pattern", "^" + TTL_PATTERN + "$");
    workspace.put("additionalProperties", false);
    ObjectNode schema = JsonNodes.object();
    schema.putArray("anyOf").add(words).add(workspace);
    return schema;
  }

  @Override
  public String words() {
    return "`off`, `task` or `{scope: workspace, ttl: 7d}`";
  }
}
