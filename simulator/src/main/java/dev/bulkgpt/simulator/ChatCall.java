package dev.bulkgpt.simulator;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One chat call: decides what becomes of it, waits its latency on the event loop's timer, answers
/// and counts.
///
/// A call is counted before its last bytes are handed to the network, so a client that has read an
/// answer finds it in the figures. Confined to the event loop of its connection.
final class ChatCall implements Exchange {

  private static final String JSON = "application/json";
  private static final String PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

  private final ChatRequest request;
  private final Behaviour behaviour;
  private final Counters counters;
  private final boolean keepAlive;
  private @Nullable Future<?> timer;
  private boolean ended;

  ChatCall(ChatRequest request, Behaviour behaviour, Counters counters, boolean keepAlive) {
    this.request = request;
    this.behaviour = behaviour;
    this.counters = counters;
    this.keepAlive = keepAlive;
  }

  @Override
  public void begin(Line line) {
    counters.began();
    behaviour.began();
    Refusal refusal = behaviour.refusal(request);
    if (refusal != null) {
      refuse(line, refusal);
      return;
    }
    int attempt = counters.prompts().attempt(request.prompt());
    if (behaviour.draws().tooLong(request.prompt(), request.promptTokens())) {
      refuse(line, Refusals.tooLong(request));
      return;
    }
    become(line, behaviour.draws().outcome(request.prompt(), attempt), attempt);
  }

  private void become(Line line, Outcome outcome, int attempt) {
    switch (outcome) {
      case P400 -> refuse(line, Refusals.INVALID_PROMPT);
      case P429 ->
          refuse(line, behaviour.limited("The engine is limiting you at random.", "requests", 1));
      case P500 -> refuse(line, Refusals.SERVER_ERROR);
      case P503 -> refuse(line, Refusals.OVERLOADED);
      case HTML -> whole(line, 502, "text/html", PAGE);
      case HANG -> {
        // nothing is sent and no timer runs: the call ends when its client closes the connection
      }
      case RESET -> {
        broke();
        line.reset();
      }
      case GOOD, HALF, EMPTY, GARBAGE, HUGE, BADSCHEMA, REFUSE, FILTER, LENGTH ->
          later(line, outcome, attempt);
    }
  }

  private void later(Line line, Outcome outcome, int attempt) {
    long nanos = behaviour.draws().latencyNanos(request.prompt(), attempt);
    if (request.stream()
        && outcome != Outcome.HUGE
        && outcome != Outcome.GARBAGE
        && outcome != Outcome.EMPTY) {
      Completion completion = completion(outcome);
      new EventStream(this, line, completion, usage(completion), nanos)
          .begin(outcome == Outcome.HALF);
    } else if (nanos == 0) {
      answer(line, outcome);
    } else {
      wait(line, nanos, () -> answer(line, outcome));
    }
  }

  /// Runs `then` after a delay, unless the client leaves before.
  void wait(Line line, long nanos, Runnable then) {
    timer = line.after(nanos, then);
  }

  private void answer(Line line, Outcome outcome) {
    Completion completion = completion(outcome);
    Usage usage = usage(completion);
    switch (outcome) {
      case EMPTY -> paid(line, usage, "");
      case GARBAGE -> paid(line, usage, completion.body(usage).insert(0, "<<").toString());
      case HUGE -> HugeBody.send(this, line, completion, usage, behaviour.hugeMebibytes());
      case HALF -> half(line, completion.body(usage));
      default -> paid(line, usage, completion.body(usage));
    }
  }

  private Completion completion(Outcome outcome) {
    return Completion.of(request, outcome, fits(outcome), behaviour.pad());
  }

  /// A conversation that already holds an answer is the repair of a first one, whatever its own
  /// hash.
  private boolean fits(Outcome outcome) {
    boolean first = behaviour.draws().badFirst(request.prompt()) && !request.repeated();
    return outcome != Outcome.BADSCHEMA
        && !(first && counters.prompts().paidOf(request.prompt()) == 0);
  }

  private Usage usage(Completion completion) {
    return behaviour.usage(request.promptTokens(), completion.tokens());
  }

  private void paid(Line line, Usage usage, CharSequence body) {
    paid(line, usage);
    line.send(200, JSON, headers(), body, keepAlive);
    line.done();
  }

  /// Counts the answer whose last bytes are about to be sent.
  void paid(Line line, Usage usage) {
    if (!ended && line.isOpen()) {
      counters.paid(request.prompt(), usage);
      behaviour.paid();
      end(200);
    }
  }

  /// Announces the whole body and closes in the middle of it.
  private void half(Line line, StringBuilder body) {
    broke();
    var out = line.head(200, JSON, headers(), body.length(), false, body.length());
    out.writeCharSequence(
        body.substring(0, body.length() / 2), java.nio.charset.StandardCharsets.UTF_8);
    line.write(out, false);
    line.done();
  }

  private void refuse(Line line, Refusal refusal) {
    end(refusal.status());
    line.send(refusal.status(), JSON, headers() + refusal.headers(), refusal.body(), keepAlive);
    line.done();
  }

  private void whole(Line line, int status, String type, String body) {
    end(status);
    line.send(status, type, "", body, keepAlive);
    line.done();
  }

  String headers() {
    return behaviour.limits().headers();
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
    broke();
  }

  void broke() {
    if (!ended) {
      ended = true;
      behaviour.ended();
      counters.broke();
    }
  }

  private void end(int status) {
    ended = true;
    behaviour.ended();
    counters.answered(status);
  }
}
