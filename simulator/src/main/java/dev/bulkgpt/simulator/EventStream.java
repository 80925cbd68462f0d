package dev.bulkgpt.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/// An answer as server-sent events: the text in pieces over the call's latency, then the finish
/// reason, the usage if asked for, and `[DONE]`; each event one HTTP chunk. A broken stream stops
/// after half of the pieces.
final class EventStream {

  private static final int PIECES = 4;

  private final ChatCall call;
  private final Line line;
  private final Completion completion;
  private final Usage usage;
  private final long nanosEach;
  private int sent;

  EventStream(ChatCall call, Line line, Completion completion, Usage usage, long nanos) {
    this.call = call;
    this.line = line;
    this.completion = completion;
    this.usage = usage;
    this.nanosEach = nanos / PIECES;
  }

  void begin(boolean broken) {
    line.write(
        line.head(200, "text/event-stream; charset=utf-8", call.headers(), -1, call.keepAlive(), 0),
        true);
    step(broken);
  }

  private void step(boolean broken) {
    if (nanosEach == 0) {
      while (sent < PIECES) {
        piece(broken);
      }
      return;
    }
    call.wait(
        line,
        nanosEach,
        () -> {
          piece(broken);
          if (sent < PIECES) {
            step(broken);
          }
        });
  }

  private void piece(boolean broken) {
    if (broken && sent == PIECES / 2) {
      sent = PIECES;
      call.tally().broke();
      line.write(line.buffer(0), false);
      line.done();
      return;
    }
    event(delta(sent++));
    if (sent == PIECES) {
      last();
    }
  }

  private void last() {
    event(
        start()
            .append("{},\"finish_reason\":\"")
            .append(completion.finishReason())
            .append("\"}]}"));
    if (call.streamUsage()) {
      var json = opening().append(",\"choices\":[],\"usage\":");
      usage.write(json);
      event(json.append('}'));
    }
    call.tally().paid(usage);
    event(new StringBuilder("[DONE]"));
    ByteBuf end = line.buffer(8);
    ByteBufUtil.writeAscii(end, "0\r\n\r\n");
    line.write(end, call.keepAlive());
    line.done();
  }

  private StringBuilder delta(int piece) {
    StringBuilder json = start().append('{');
    if (piece == 0) {
      json.append("\"role\":\"assistant\",");
    }
    boolean refused = completion.refusal() != null;
    String text = refused ? completion.refusal() : completion.content();
    json.append(refused ? "\"refusal\":" : "\"content\":");
    Completion.quoteOrNull(
        json, text == null ? null : text.substring(cut(text, piece), cut(text, piece + 1)));
    return json.append("},\"finish_reason\":null}]}");
  }

  private static int cut(String text, int piece) {
    int at = (int) ((long) text.length() * piece / PIECES);
    boolean splits = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return splits ? at - 1 : at;
  }

  private StringBuilder opening() {
    var json = new StringBuilder(256).append("{\"id\":\"").append(completion.id());
    json.append("\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":");
    JsonText.quote(json, completion.model());
    return json;
  }

  private StringBuilder start() {
    return opening().append(",\"choices\":[{\"index\":0,\"delta\":");
  }

  private void event(StringBuilder data) {
    data.insert(0, "data: ").append("\n\n");
    int length = ByteBufUtil.utf8Bytes(data);
    ByteBuf out = line.buffer(length + 16);
    ByteBufUtil.writeAscii(out, Integer.toHexString(length) + "\r\n");
    ByteBufUtil.writeUtf8(out, data);
    ByteBufUtil.writeAscii(out, "\r\n");
    line.write(out, true);
  }
}
