package dev.bulkgpt.app.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/// The server's wiring, in order of dependency. [Services] and [ServerSettings] are put into the
/// context by [Server].
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(Framework.class)
class ServerConfiguration {

  @Bean
  PrometheusRegistry metrics(Services services) {
    return services.metrics();
  }

  @Bean
  Peers peers(ServerSettings settings) {
    return new Peers(settings);
  }

  @Bean
  FilterRegistrationBean<Gate> gate(Services services, ServerSettings settings, Peers peers) {
    List<Endpoint> endpoints = Endpoints.of(services, settings, peers);
    WrongKeys wrongKeys = new WrongKeys(settings.limits().wrongKeysPerMinute(), System::nanoTime);
    FilterRegistrationBean<Gate> gate =
        new FilterRegistrationBean<>(
            new Gate(endpoints, new Keys(services.keys(), System::nanoTime), wrongKeys, peers));
    // Right behind the filter that measures requests, so that refusals are measured too.
    gate.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return gate;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(ServerSettings settings) {
    return factory -> Connections.limit(factory, settings);
  }

  /// Takes the place of the framework's own, which looks at the working directory.
  @Bean
  HealthIndicator diskSpaceHealthIndicator(Services services) {
    return () -> {
      try {
        boolean enough = services.blobs().freeBytes() >= ServerSettings.MIN_FREE_DISK_BYTES;
        return enough ? Health.up().build() : Health.down().build();
      } catch (IOException e) {
        return Health.down(e).build();
      }
    };
  }

  @Bean
  HealthIndicator databaseHealthIndicator(Services services) {
    return () -> services.database().answers() ? Health.up().build() : Health.down().build();
  }
}
