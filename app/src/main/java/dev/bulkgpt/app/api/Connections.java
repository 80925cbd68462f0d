package dev.bulkgpt.app.api;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/// What a connection may do before there is a request.
final class Connections {

  static final int MAX_HEADERS = 100;

  private Connections() {}

  static void limit(TomcatServletWebServerFactory factory, ServerSettings settings) {
    factory.addContextCustomizers(context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(JsonErrors.class.getName());
      }
    });
    factory.setProtocol(GuardedProtocol.class.getName());
    factory.addConnectorCustomizers(connector -> {
      // The gate reads on what a refused request still sends, and for a while only.
      connector.setProperty("maxSwallowSize", "0");
      connector.setProperty("maxHttpHeaderSize", Integer.toString(ServerSettings.MAX_HEADER_BYTES));
      connector.setProperty("maxHeaderCount", Integer.toString(MAX_HEADERS));
      connector.setProperty("maxKeepAliveRequests", "-1");
      // No channel of a closed connection serves another: the guard closes from a thread of its
      // own, and the container's poller may still hold the channel.
      connector.setProperty("socket.bufferPool", "0");
      // A client that asks first is told to go on when its key and its type are right.
      connector.setProperty("continueResponseTiming", "onRead");
      connector.setMaxParameterCount(100);
      connector.setMaxPostSize(0);
      connector.setAllowTrace(true);
      GuardedProtocol protocol = (GuardedProtocol) connector.getProtocolHandler();
      protocol.guard(settings);
      protocol.setConnectionTimeout((int) ServerSettings.HEADER_TIMEOUT.toMillis());
      protocol.setKeepAliveTimeout((int) ServerSettings.IDLE_TIMEOUT.toMillis());
      protocol.setMaxConnections(settings.limits().maxConnections());
      // As many may come at once as may be open, up to what the system allows. With less, one that
      // comes beside many slow ones is kept waiting or reset by the system, unseen by us.
      protocol.setAcceptCount(settings.limits().maxConnections());
    });
  }
}
