package dev.bulkgpt.model;

import java.util.List;

/// One class of a classification: its name, a sentence to compare with (the name itself when the
/// user gave none), and example texts, which may be absent.
public record Label(String name, String description, List<String> examples) {
  public Label {
    examples = List.copyOf(examples);
  }
}
