package dev.bulkgpt.app.api;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tomcat's connections with two limits it has not: how many one address may have open, and how
/// long a request's line and headers may take as a whole (its own time-out begins anew at every
/// byte).
final class GuardedEndpoint extends NioEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedEndpoint.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// May count connections that have closed since the last look; never too few.
  private volatile Map<String, Integer> open = new ConcurrentHashMap<>();

  private int perAddress = Integer.MAX_VALUE;
  private Set<String> exempt = Set.of();
  private @Nullable Thread sweeper;

  void guard(ServerSettings settings) {
    perAddress = settings.limits().connectionsPerAddress();
    exempt = settings.trustedProxies();
  }

  @Override
  public void startInternal() throws Exception {
    super.startInternal();
    sweeper = Thread.ofVirtual().name("connection-guard").start(this::sweep);
  }

  @Override
  public void stopInternal() {
    Thread running = sweeper;
    if (running != null) {
      running.interrupt();
    }
    super.stopInternal();
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    String address = socket.socket().getInetAddress().getHostAddress();
    if (!exempt.contains(address) && open.merge(address, 1, Integer::sum) > perAddress) {
      count();
      if (open.merge(address, 1, Integer::sum) > perAddress) {
        LOG.debug("{} has too many connections", address);
        return false;
      }
    }
    return super.setSocketOptions(socket);
  }

  private void sweep() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The guard outlives whatever one look meets.
  private void look() {
    try {
      closeSlow();
      count();
    } catch (RuntimeException e) {
      LOG.error("the connections could not be looked through; the next look is in a second", e);
    }
  }

  private void closeSlow() {
    long now = System.nanoTime();
    for (SocketWrapperBase<NioChannel> connection : getConnections()) {
      if (slow(connection, now)) {
        closeUnlessBusy(connection, now);
      }
    }
  }

  /// A worker holds the connection's lock while it works for it, and passes over one that has been
  /// closed: nothing is closed under its hands, nor a request whose headers have just come. A
  /// connection that is being worked for is looked at again in a second.
  private static void closeUnlessBusy(SocketWrapperBase<NioChannel> connection, long now) {
    ReentrantLock lock = connection.getLock();
    if (!lock.tryLock()) {
      return;
    }
    try {
      // The rest may have come since.
      if (slow(connection, now)) {
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean slow(SocketWrapperBase<NioChannel> connection, long now) {
    return now - headersBegan(connection, now) > ServerSettings.HEADER_TIMEOUT.toNanos();
  }

  /// When the first byte of the request came whose headers are not complete; `now` when there is no
  /// such request. A connection has a processor laid aside exactly while it waits for the rest of
  /// them.
  private static long headersBegan(SocketWrapperBase<NioChannel> connection, long now) {
    if (connection.getCurrentProcessor() instanceof Processor processor
        && !processor.isAsync()
        && !processor.isUpgrade()) {
      Request request = processor.getRequest();
      return request == null || request.getStartTimeNanos() < 0 ? now : request.getStartTimeNanos();
    }
    return now;
  }

  private void count() {
    Map<String, Integer> counted = new ConcurrentHashMap<>();
    for (SocketWrapperBase<NioChannel> connection : getConnections()) {
      // One that closes at this moment has no address any more.
      String address = connection.getRemoteAddr();
      if (address != null) {
        counted.merge(address, 1, Integer::sum);
      }
    }
    open = counted;
  }
}
