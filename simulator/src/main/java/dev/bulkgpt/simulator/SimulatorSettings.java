package dev.bulkgpt.simulator;

/// Where the simulator listens and how it behaves at `/v1`.
///
/// @param port the TCP port on 127.0.0.1; 0 (the default) takes any free one
/// @param knobs the behaviour of the plain base URL; none by default. A path `/p/KNOBS/v1` does not
///   add to it, it replaces it.
public record SimulatorSettings(int port, Knobs knobs) {

  /// Any free port, no knobs.
  public static final SimulatorSettings DEFAULT = new SimulatorSettings(0, Knobs.NONE);

  public SimulatorSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port + ".");
    }
  }
}
