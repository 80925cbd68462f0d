package dev.bulkgpt.model.provider;

import java.io.IOException;

/// A proxy did not let a call through: the provider never saw it.
final class ProxyRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int WANTS_LOGIN = 407;

  private final int status;

  /// @param proxy its host and port
  /// @param status what it answered
  /// @param login whether it was shown a name and a password
  ProxyRefusedException(String proxy, int status, boolean login) {
    super(sentence(proxy, status, login));
    this.status = status;
  }

  /// For a person; holds no secret.
  private static String sentence(String proxy, int status, boolean login) {
    if (status != WANTS_LOGIN) {
      return "the proxy %s did not let the call through (status %d)".formatted(proxy, status);
    }
    return login
        ? "the proxy %s does not accept the name and password".formatted(proxy)
        : "the proxy %s wants a name and a password".formatted(proxy);
  }

  int status() {
    return status;
  }
}
