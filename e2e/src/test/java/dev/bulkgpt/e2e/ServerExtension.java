package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One server for all classes that ask for it, ended with the last test. After each test it must
/// not have logged an error.
final class ServerExtension implements ParameterResolver, AfterEachCallback {

  /// A server and the directory it lives in.
  private record Shared(Path work, ServerProcess server) implements AutoCloseable {

    static Shared start() {
      try {
        Path work = Files.createTempDirectory("bulkgpt-server");
        return new Shared(work, new ServerProcess(work));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (var files = Files.walk(work)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ServerProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(server(context).log()).doesNotContain(" ERROR ");
  }

  private static ServerProcess server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ServerExtension.class))
        .computeIfAbsent(Shared.class, type -> Shared.start(), Shared.class)
        .server();
  }
}
