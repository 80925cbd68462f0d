package dev.bulkgpt.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The answering side of one connection: takes exchanges in the order they came and answers them in
/// that order (HTTP/1.1 pipelining, RFC 9112 section 9.3.2). One exchange is at work at a time.
/// Confined to its event loop.
final class Line {

  private static final int MOST_WAITING = 64;

  private final ChannelHandlerContext context;
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private @Nullable Exchange current;
  private long calls;
  private boolean pumping;
  private boolean closing;

  Line(ChannelHandlerContext context) {
    this.context = context;
  }

  void add(Exchange exchange) {
    if (closing) {
      return;
    }
    waiting.add(exchange);
    if (waiting.size() >= MOST_WAITING) {
      context.channel().config().setAutoRead(false);
    }
    pump();
  }

  /// The current exchange has been answered.
  void done() {
    current = null;
    pump();
  }

  void closed() {
    closing = true;
    waiting.clear();
    Exchange left = current;
    current = null;
    if (left != null) {
      left.abandoned();
    }
  }

  /// A loop and not a recursion: a thousand answers that are ready at once must not be a thousand
  /// frames.
  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (current == null && !closing && !waiting.isEmpty()) {
      current = waiting.poll();
      current.begin(this);
    }
    pumping = false;
    if (waiting.isEmpty() && !context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(true);
    }
  }

  ScheduledFuture<?> after(long nanos, Runnable then) {
    return context.executor().schedule(() -> guarded(then), nanos, TimeUnit.NANOSECONDS);
  }

  /// What fails on the timer must end the connection as it would on the way in, and not vanish in a
  /// future.
  private void guarded(Runnable then) {
    try {
      then.run();
    } catch (RuntimeException e) {
      context.pipeline().fireExceptionCaught(e);
    }
  }

  /// Counts a chat call; returns its number on this connection, from 1.
  long call() {
    return ++calls;
  }

  /// Sends a whole answer; `headers` are complete lines.
  void send(int status, String type, String headers, CharSequence body, boolean keepAlive) {
    int length = ByteBufUtil.utf8Bytes(body);
    ByteBuf out = head(status, type, headers, length, keepAlive, length);
    ByteBufUtil.writeUtf8(out, body);
    write(out, keepAlive);
  }

  void send(int status, String type, String headers, byte[] body, boolean keepAlive) {
    ByteBuf out = head(status, type, headers, body.length, keepAlive, body.length);
    out.writeBytes(body);
    write(out, keepAlive);
  }

  /// Sends an answer as HTTP/1.0 may: the body ends where the connection does (RFC 1945 section
  /// 7.2.2).
  void sendUnmeasured(int status, String type, byte[] body) {
    ByteBuf out = buffer(128 + body.length);
    ByteBufUtil.writeAscii(out, "HTTP/1.0 " + status + "\r\ncontent-type: " + type + "\r\n\r\n");
    out.writeBytes(body);
    write(out, false);
  }

  /// Announces `announced` bytes of a body and returns the buffer to put the first of them in; -1
  /// announces chunks.
  ByteBuf head(
      int status, String type, String headers, long announced, boolean keepAlive, int room) {
    var head = new StringBuilder(192 + headers.length());
    head.append("HTTP/1.1 ")
        .append(status)
        .append(' ')
        .append(HttpResponseStatus.valueOf(status).reasonPhrase());
    head.append("\r\ncontent-type: ").append(type).append("\r\n").append(headers);
    if (!keepAlive) {
      head.append("connection: close\r\n");
    }
    if (announced < 0) {
      head.append("transfer-encoding: chunked\r\n\r\n");
    } else {
      head.append("content-length: ").append(announced).append("\r\n\r\n");
    }
    ByteBuf out = context.alloc().ioBuffer(head.length() + room);
    ByteBufUtil.writeAscii(out, head);
    return out;
  }

  void write(ByteBuf out, boolean keepAlive) {
    var sent = context.writeAndFlush(out);
    if (!keepAlive) {
      closing = true;
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// Queues bytes; the next [#write] sends them.
  void queue(ByteBuf out) {
    var _ = context.write(out);
  }

  /// Sends, and runs `then` when the network has taken it; never when the connection ends before.
  void writeThen(ByteBuf out, Runnable then) {
    context
        .writeAndFlush(out)
        .addListener(sent -> {
          if (sent.isSuccess()) {
            then.run();
          }
        });
  }

  ByteBuf buffer(int room) {
    return context.alloc().ioBuffer(room);
  }

  /// Ends the connection by a FIN, as an idle one ends.
  void end() {
    closing = true;
    var _ = context.close();
  }

  /// Ends the connection by a TCP RST instead of a FIN: lingering for no time discards what is
  /// unsent.
  void reset() {
    closing = true;
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = context.close();
  }
}
