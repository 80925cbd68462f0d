package dev.bulkgpt.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/// An OpenAI-compatible chat completions provider that behaves badly on request and counts what it
/// is asked.
///
/// Listens on 127.0.0.1 only. `POST /v1/chat/completions` behaves by the settings' knobs, and `POST
/// /p/KNOBS/v1/chat/completions` by those in the path, with limits of its own; the figures of
/// [#stats()] are over all of them. Also `GET /v1/models`, `/health`, `/stats`,
/// `/count?prompt=TEXT`, and `POST /reset`.
///
/// With the knob `dialect` it answers, fails and refuses as certain providers do ([Dialects]).
///
/// The answer repeats the last user message, or is an instance of the JSON Schema in
/// `response_format`; the same request always gets the same answer. As many event loop threads as
/// processors serve all connections; latency is a timer, never a waiting thread. Any thread may
/// call the methods.
public final class Simulator implements AutoCloseable {

  private static final int BACKLOG = 16_384;

  private final MultiThreadIoEventLoopGroup loops;
  private final Channel server;
  private final Counters counters;
  private final Router router;

  private Simulator(
      MultiThreadIoEventLoopGroup loops, Channel server, Counters counters, Router router) {
    this.loops = loops;
    this.server = server;
    this.counters = counters;
    this.router = router;
  }

  /// Starts to listen; the returned simulator is ready.
  ///
  /// @throws IllegalStateException when the port is taken
  public static Simulator start(SimulatorSettings settings) {
    var counters = new Counters();
    var router = new Router(settings.knobs(), counters);
    var loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    var address = new InetSocketAddress(Inet4Address.ofLiteral("127.0.0.1"), settings.port());
    var bound = bootstrap(loops, router).bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IllegalStateException("Cannot listen on " + address + ".", bound.cause());
    }
    return new Simulator(loops, bound.channel(), counters, router);
  }

  private static ServerBootstrap bootstrap(MultiThreadIoEventLoopGroup loops, Router router) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                var decoder =
                    new HttpDecoderConfig().setMaxHeaderSize(64 << 10).setMaxChunkSize(64 << 10);
                channel.pipeline().addLast(new HttpRequestDecoder(decoder), new Connection(router));
              }
            });
  }

  /// The base URL a client is given, ending in `/v1`.
  public URI baseUrl() {
    return URI.create(root() + "/v1");
  }

  /// A base URL that behaves as the knobs say, for example `lat=200,p500=0.1`; it has limits of its
  /// own.
  ///
  /// @throws IllegalArgumentException when [Knobs#parse(String)] does not take them
  public URI baseUrl(String knobs) {
    Knobs.parse(knobs);
    return URI.create(root() + "/p/" + knobs.replace(" ", "") + "/v1");
  }

  private String root() {
    return "http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
  }

  /// The figures of this moment.
  public Stats stats() {
    return counters.stats();
  }

  /// Counts from zero and fills every limit again. Calls in flight go on and stay counted as in
  /// flight.
  public void reset() {
    router.reset();
  }

  /// Stops listening and closes every connection; returns when that is done.
  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
