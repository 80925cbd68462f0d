package dev.bulkgpt.workflow;

import java.util.regex.Pattern;

/// Where in a document something stands, written as in `steps[1].prompt.user`.
record Place(String path) {

  static final Place DOCUMENT = new Place("");

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  Place key(String key) {
    if (!PLAIN_KEY.matcher(key).matches()) {
      return new Place(path + "[\"" + key.replace("\"", "\\\"") + "\"]");
    }
    return new Place(path.isEmpty() ? key : path + "." + key);
  }

  Place index(int at) {
    return new Place(path + "[" + at + "]");
  }
}
