package dev.bulkgpt.simulator;

/// A whole answer that is known at once: figures, models, errors of use.
record Page(int status, String type, String body, boolean keepAlive) implements Exchange {

  static Page json(int status, String body, boolean keepAlive) {
    return new Page(status, "application/json", body, keepAlive);
  }

  @Override
  public void begin(Line line) {
    line.send(status, type, "", body, keepAlive);
    line.done();
  }

  @Override
  public void abandoned() {}
}
