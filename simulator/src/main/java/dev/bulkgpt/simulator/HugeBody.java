package dev.bulkgpt.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A complete, valid answer whose text is many mebibytes of `x`.
///
/// The text is one shared piece of 64 KiB sent again and again, so it costs the simulator no memory
/// to speak of. It is paid when all but its last line has been taken by the network.
final class HugeBody {

  private static final int PIECE = 64 << 10;
  private static final String TEXT = "\"content\":\"";

  private HugeBody() {}

  static void send(ChatCall call, Line line, Completion completion, Usage usage, int mebibytes) {
    var empty =
        new Completion(completion.id(), completion.model(), "", null, completion.finishReason());
    String body = empty.body(usage).toString();
    int at = body.indexOf(TEXT) + TEXT.length();
    String before = body.substring(0, at);
    String after = body.substring(at);
    int pieces = mebibytes * ((1 << 20) / PIECE);
    long length = ByteBufUtil.utf8Bytes(body) + (long) pieces * PIECE;
    int room = ByteBufUtil.utf8MaxBytes(before);
    ByteBuf head =
        line.head(200, "application/json", call.headers(), length, call.keepAlive(), room);
    ByteBufUtil.writeUtf8(head, before);
    line.queue(head);
    byte[] piece = new byte[PIECE];
    Arrays.fill(piece, (byte) 'x');
    for (int i = 1; i < pieces; i++) {
      line.queue(Unpooled.wrappedBuffer(piece));
    }
    line.writeThen(Unpooled.wrappedBuffer(piece), () -> end(call, line, usage, after));
  }

  private static void end(ChatCall call, Line line, Usage usage, String after) {
    call.tally().paid(usage);
    line.write(Unpooled.copiedBuffer(after, StandardCharsets.UTF_8), call.keepAlive());
    line.done();
  }
}
