package dev.bulkgpt.simulator;

/// One request on its way to an answer. Runs on the event loop of its connection alone.
interface Exchange {

  /// Starts the answer. Must lead, now or later, to exactly one [Line#done()], unless the
  /// connection ends first.
  void begin(Line line);

  /// The connection ended before the answer was whole.
  void abandoned();
}
