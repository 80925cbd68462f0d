package dev.bulkgpt.app.api;

import dev.bulkgpt.workspace.Workspace;
import java.util.Objects;
import org.springframework.web.servlet.function.ServerRequest;

/// Whose key a request came with. The gate has seen to it that there is one.
final class Caller {

  static final String ATTRIBUTE = Caller.class.getName();

  private Caller() {}

  static Workspace of(ServerRequest request) {
    return (Workspace)
        Objects.requireNonNull(
            request.servletRequest().getAttribute(ATTRIBUTE), "an endpoint without a key");
  }
}
