package dev.bulkgpt.simulator;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schemas seen lately, parsed once: a bulk job sends the same one with every row. Any
/// thread may call it.
final class Schemas {

  private static final int MOST = 256;

  private final JsonMapper json = JsonMapper.shared();
  private final ConcurrentHashMap<ByteBuffer, JsonNode> parsed = new ConcurrentHashMap<>();

  JsonNode of(byte[] text) {
    ByteBuffer key = ByteBuffer.wrap(text);
    JsonNode known = parsed.get(key);
    if (known != null) {
      return known;
    }
    if (parsed.size() >= MOST) {
      parsed.clear();
    }
    JsonNode schema = json.readTree(text);
    parsed.put(key, schema);
    return schema;
  }
}
