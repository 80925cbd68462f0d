package dev.bulkgpt.app.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// The HTTP server. It does not own its [Services].
public final class Server implements AutoCloseable {

  /// Bounds of the histogram of answer times.
  private static final String LATENCIES =
      "5ms,10ms,25ms,50ms,100ms,250ms,500ms,1s,2500ms,5s,10s,30s,60s";

  private final ConfigurableApplicationContext context;
  private final String url;

  private Server(ConfigurableApplicationContext context, String host) {
    this.context = context;
    WebServer server =
        Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
    int port = server.getPort();
    url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// Returns when it answers.
  public static Server start(Services services, ServerSettings settings) {
    // Our own log configuration stands.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    SpringApplication application = new SpringApplication(ServerConfiguration.class);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(context -> {
      context.getBeanFactory().registerSingleton("services", services);
      context.getBeanFactory().registerSingleton("serverSettings", settings);
    });
    return new Server(application.run(), settings.host());
  }

  /// Where it listens.
  public String url() {
    return url;
  }

  /// Answers everything as before, but tells those who ask that it is not ready for more.
  public void refuseTraffic() {
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
  }

  /// Takes no more requests, answers those under way, at most the grace time, then closes.
  @Override
  public void close() {
    context.close();
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.web-application-type", "servlet");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.mvc.log-resolved-exception", "false");
    properties.put("spring.servlet.multipart.enabled", "false");
    properties.put("spring.web.resources.add-mappings", "false");
    properties.put("spring.jmx.enabled", "false");
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    properties.put("server.shutdown", "graceful");
    properties.put(
        "spring.lifecycle.timeout-per-shutdown-phase", settings.grace().toSeconds() + "s");
    properties.put("server.server-header", "");
    properties.put("management.endpoints.web.exposure.include", "health,prometheus");
    properties.put("management.metrics.distribution.slo.http.server.requests", LATENCIES);
    properties.put("management.endpoint.health.probes.enabled", "true");
    properties.put("management.endpoint.health.show-details", "never");
    properties.put(
        "management.endpoint.health.group.readiness.include", "readinessState,database,diskSpace");
    return properties;
  }
}
