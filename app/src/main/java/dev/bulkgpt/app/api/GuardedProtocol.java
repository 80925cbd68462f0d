package dev.bulkgpt.app.api;

import org.apache.coyote.http11.Http11NioProtocol;

/// Tomcat's HTTP/1.1 over a [GuardedEndpoint]. Made by the container, by name.
public final class GuardedProtocol extends Http11NioProtocol {

  private final GuardedEndpoint endpoint;

  /// For the container.
  public GuardedProtocol() {
    this(new GuardedEndpoint());
  }

  private GuardedProtocol(GuardedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  void guard(ServerSettings settings) {
    endpoint.guard(settings);
  }
}
