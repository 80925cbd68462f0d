package dev.bulkgpt.simulator;

import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One chat call: decides what becomes of it, waits its latency on the event loop's timer, and
/// answers.
///
/// A call is booked before its last bytes are handed to the network, so a client that has read an
/// answer finds it in the figures. Confined to the event loop of its connection.
final class ChatCall implements Exchange {

  private static final String JSON = "application/json";
  private static final String PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

  private final ChatRequest request;
  private final Behaviour behaviour;
  private final Tally tally;
  private final boolean keepAlive;
  private @Nullable Future<?> timer;

  ChatCall(ChatRequest request, Behaviour behaviour, Tally tally, boolean keepAlive) {
    this.request = request;
    this.behaviour = behaviour;
    this.tally = tally;
    this.keepAlive = keepAlive;
  }

  @Override
  public void begin(Line line) {
    tally.began();
    long nth = line.call();
    Refusal refusal = behaviour.refusal(request);
    if (refusal != null) {
      refuse(line, refusal);
      return;
    }
    int attempt = tally.attempt();
    Dialect refusing = behaviour.odds().refusing(request);
    if (refusing != null) {
      odd(line, refusing, attempt);
      return;
    }
    if (behaviour.draws().flagged(request.prompt())) {
      refuse(line, Refusals.INVALID_PROMPT);
      return;
    }
    if (behaviour.draws().tooLong(request.prompt(), request.promptTokens())) {
      refuse(line, Refusals.tooLong(request));
      return;
    }
    Outcome outcome = behaviour.draws().outcome(request.prompt(), attempt);
    Dialect dialect =
        outcome == Outcome.GOOD ? behaviour.odds().drawn(request.prompt(), attempt, nth) : null;
    if (dialect != null) {
      odd(line, dialect, attempt);
    } else {
      become(line, outcome, attempt);
    }
  }

  private void odd(Line line, Dialect dialect, int attempt) {
    long nanos =
        dialect.billing().paid() ? behaviour.draws().latencyNanos(request.prompt(), attempt) : 0;
    switch (dialect.delivery()) {
      case CLOSED -> {
        tally.broke();
        line.end();
      }
      case EVENTS -> stream(line, Outcome.GOOD, nanos);
      case PLAIN, GZIP, HTTP_1_0 -> soon(line, nanos, () -> odd(line, dialect));
    }
  }

  private void odd(Line line, Dialect dialect) {
    OddAnswer answer = OddAnswer.of(dialect, asked(), completion(Outcome.GOOD), behaviour.cached());
    byte[] body = answer.body(Instant.now());
    if (dialect.billing().paid()) {
      tally.paid(answer.usage());
    } else {
      tally.answered(dialect.status());
    }
    if (dialect.delivery() == Dialect.Delivery.HTTP_1_0) {
      line.sendUnmeasured(dialect.status(), dialect.type(), body);
    } else {
      String zip = dialect.delivery() == Dialect.Delivery.GZIP ? "content-encoding: gzip\r\n" : "";
      String limits = dialect.billing().paid() ? headers() : "";
      line.send(
          dialect.status(), dialect.type(), limits + dialect.headers() + zip, body, keepAlive);
    }
    line.done();
  }

  private void become(Line line, Outcome outcome, int attempt) {
    switch (outcome) {
      case P400 -> refuse(line, Refusals.INVALID_PROMPT);
      case P429 -> refuse(line, behaviour.waiting(Refusals.LIMITED, 1));
      case P500 -> refuse(line, Refusals.SERVER_ERROR);
      case P503 -> refuse(line, behaviour.waiting(Refusals.OVERLOADED, 1));
      case HTML -> whole(line, 502, "text/html", "", PAGE);
      case HANG -> {
        // nothing is sent and no timer runs: the call ends when its client closes the connection
      }
      case RESET -> {
        tally.broke();
        line.reset();
      }
      case GOOD, HALF, EMPTY, GARBAGE, HUGE, BADSCHEMA, REFUSE, FILTER, LENGTH ->
          later(line, outcome, attempt);
    }
  }

  private void later(Line line, Outcome outcome, int attempt) {
    long nanos = behaviour.draws().latencyNanos(request.prompt(), attempt);
    boolean streams =
        outcome != Outcome.HUGE && outcome != Outcome.GARBAGE && outcome != Outcome.EMPTY;
    if (request.stream() && streams) {
      stream(line, outcome, nanos);
    } else {
      soon(line, nanos, () -> answer(line, outcome));
    }
  }

  private void stream(Line line, Outcome outcome, long nanos) {
    Completion completion = completion(outcome);
    new EventStream(this, line, completion, usage(completion), nanos)
        .begin(outcome == Outcome.HALF);
  }

  private void soon(Line line, long nanos, Runnable then) {
    if (nanos == 0) {
      then.run();
    } else {
      wait(line, nanos, then);
    }
  }

  /// Runs `then` after a delay, unless the client leaves before.
  void wait(Line line, long nanos, Runnable then) {
    timer = line.after(nanos, then);
  }

  private void answer(Line line, Outcome outcome) {
    Completion completion = completion(outcome);
    Usage usage = usage(completion);
    if (outcome == Outcome.HUGE) {
      HugeBody.send(this, line, completion, usage, behaviour.hugeMebibytes());
      return;
    }
    StringBuilder body = completion.body(usage);
    if (outcome == Outcome.HALF) {
      half(line, body);
      return;
    }
    if (outcome == Outcome.GARBAGE) {
      body.insert(0, "<<");
    } else if (outcome == Outcome.EMPTY) {
      body.setLength(0);
    }
    tally.paid(usage);
    whole(line, 200, JSON, headers(), body);
  }

  private Completion completion(Outcome outcome) {
    return Completion.of(asked(), outcome, fits(outcome), behaviour.pad());
  }

  /// A server without structured output has a model that reads its prompt; the plain simulator does
  /// not look for a schema there, for it echoes texts as they are.
  private ChatRequest asked() {
    return behaviour.odds().none() && request.form() != ChatRequest.Form.OBJECT
        ? request
        : PromptSchema.read(request);
  }

  /// A conversation that already holds an answer is the repair of a first one, whatever its own
  /// hash.
  private boolean fits(Outcome outcome) {
    boolean badFirst =
        behaviour.draws().badFirst(request.prompt())
            && !request.messages().answered()
            && !tally.hasPaid();
    return outcome != Outcome.BADSCHEMA && !badFirst;
  }

  private Usage usage(Completion completion) {
    return behaviour.usage(request.promptTokens(), completion.tokens());
  }

  /// Announces the whole body and closes in the middle of it.
  private void half(Line line, StringBuilder body) {
    tally.broke();
    CharSequence sent = body.subSequence(0, body.length() / 2);
    var out =
        line.head(
            200, JSON, headers(), ByteBufUtil.utf8Bytes(body), false, ByteBufUtil.utf8Bytes(sent));
    ByteBufUtil.writeUtf8(out, sent);
    line.write(out, false);
    line.done();
  }

  private void refuse(Line line, Refusal refusal) {
    whole(line, refusal.status(), JSON, headers() + refusal.headers(), refusal.body());
  }

  private void whole(Line line, int status, String type, String headers, CharSequence body) {
    tally.answered(status);
    line.send(status, type, headers, body, keepAlive);
    line.done();
  }

  String headers() {
    return behaviour.limits().headers();
  }

  Tally tally() {
    return tally;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  boolean streamUsage() {
    return request.streamUsage();
  }

  @Override
  public void abandoned() {
    if (timer != null) {
      timer.cancel(false);
    }
    tally.broke();
  }
}
