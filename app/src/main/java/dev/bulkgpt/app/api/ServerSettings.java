package dev.bulkgpt.app.api;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the server meets the world. Every limit is told in `docs/operations.md`.
///
/// @param port 0: any free one
/// @param publicUrl where clients reach it, for download links; empty: the request's host, if
///   allowed
/// @param allowedHosts hosts that a link may be made for without `publicUrl`
/// @param trustedProxies addresses whose `X-Forwarded-*` headers are believed
/// @param retention after which ended tasks are forgotten
/// @param grace how long calls and answers under way may take to end on shutdown
public record ServerSettings(
    String host,
    int port,
    Optional<URI> publicUrl,
    Set<String> allowedHosts,
    Set<String> trustedProxies,
    Limits limits,
    Duration retention,
    Duration grace) {

  /// @param uploadBytes the largest body of `/upload-trigger`
  /// @param taskBytes the largest body of `POST /api/v1/tasks`
  /// @param connectionsPerAddress open at once
  /// @param wrongKeysPerMinute from one address
  /// @param maxConnections open at once, all together
  /// @param rows of one uploaded CSV
  public record Limits(
      long uploadBytes,
      long taskBytes,
      int connectionsPerAddress,
      int wrongKeysPerMinute,
      int maxConnections,
      long rows) {

    public static final Limits DEFAULT =
        new Limits(256L << 20, 1L << 40, 2_000, 300, 20_000, 100_000_000);
  }

  /// The workspace of whoever runs the server; made on the first start.
  public static final String OPERATORS_WORKSPACE = "default";

  /// The largest body of every other call.
  static final long SMALL_BYTES = 1L << 20;

  /// With less the server is not ready.
  static final long MIN_FREE_DISK_BYTES = 100L << 20;

  static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
  static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  static final int MAX_HEADER_BYTES = 16 << 10;
}
