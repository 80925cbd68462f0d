package dev.bulkgpt.model;

/// A value that must not be seen: it prints as stars wherever it lands.
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
