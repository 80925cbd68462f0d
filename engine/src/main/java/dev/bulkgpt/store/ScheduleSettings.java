package dev.bulkgpt.store;

import java.time.Duration;

/// How one node takes part in the schedule.
///
/// @param nodeName fixed per node, so that a restarted node frees at once what it held when it died
/// @param threads executions run at once by this node
/// @param heartbeat how often a running execution says it lives
/// @param missedHeartbeats after so many a node counts as dead (at least 4)
/// @param polling how often due work of other nodes, and parked work, is looked for; own work is
///   looked for at once
/// @param grace how long running executions may take to end on close
public record ScheduleSettings(
    String nodeName,
    int threads,
    Duration heartbeat,
    int missedHeartbeats,
    Duration polling,
    Duration grace) {

  /// One node alone on its database. Its signs of life serve itself: work that was given to it by
  /// an answer of the database that got lost is taken up again when it stays silent.
  public static ScheduleSettings alone(int threads, Duration grace) {
    return new ScheduleSettings(
        "local", threads, Duration.ofSeconds(5), 4, Duration.ofMillis(500), grace);
  }
}
