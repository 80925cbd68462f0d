package dev.bulkgpt.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reading side of one connection: puts a request's body together, hands it to the router, and
/// the exchange to the [Line]. A body is at most 32 MiB; a longer one gets 413 and the connection
/// closes. Confined to its event loop.
final class Connection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MOST_BYTES = 32 << 20;
  private static final int KEPT_BYTES = 64 << 10;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final Exchange TOO_LARGE =
      Router.error(413, "A request body is at most 32 MiB.", false);

  private final Router router;
  private byte[] body = new byte[4096];
  private int length;
  private @Nullable HttpRequest request;
  private @Nullable Line line;

  Connection(Router router) {
    this.router = router;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    line = new Line(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest head) {
        head(context, head);
      }
      if (message instanceof HttpContent content && request != null && append(content.content())) {
        if (message instanceof LastHttpContent) {
          whole(request);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(ChannelHandlerContext context, HttpRequest head) {
    length = 0;
    request = null;
    if (head.decoderResult().isFailure()) {
      answer(Router.error(400, "This is not HTTP.", false));
      return;
    }
    if (HttpUtil.getContentLength(head, 0L) > MOST_BYTES) {
      answer(TOO_LARGE);
      return;
    }
    request = head;
    if (HttpUtil.is100ContinueExpected(head)) {
      var _ = context.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
    }
  }

  /// False when that was too much.
  private boolean append(ByteBuf part) {
    int more = part.readableBytes();
    if (length + more > MOST_BYTES) {
      request = null;
      answer(TOO_LARGE);
      return false;
    }
    if (length + more > body.length) {
      body = Arrays.copyOf(body, Math.min(MOST_BYTES, Math.max(length + more, body.length * 2)));
    }
    part.readBytes(body, length, more);
    length += more;
    return true;
  }

  private void whole(HttpRequest head) {
    request = null;
    answer(
        router.route(head.method().name(), head.uri(), body, length, HttpUtil.isKeepAlive(head)));
    if (body.length > KEPT_BYTES) {
      body = new byte[4096];
    }
  }

  private void answer(Exchange exchange) {
    if (line != null) {
      line.add(exchange);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (line != null) {
      line.closed();
    }
  }

  /// A client that resets its connection is part of the game; any other failure is ours. Either
  /// ends this one alone.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("A client broke its connection", cause);
    } else {
      LOG.error("A call failed, its connection is closed", cause);
    }
    var _ = context.close();
  }
}
