package dev.bulkgpt.simulator;

/// One way to behave: its spelling in a knob string, what values it takes and what it does.
///
/// The kinds bound the values: a share is 0..1, a switch is 0 or 1, the others are at least 0. The
/// outcomes are shares of which at most one comes true in one call, so together they may not be
/// more than 1.
public enum Knob {
  LAT("lat", Kind.NUMBER, 0, "latency of an answer, mean, in milliseconds"),
  SD(
      "sd",
      Kind.NUMBER,
      0,
      "spread of the latency: sigma of a lognormal distribution with mean lat"),
  RPM("rpm", Kind.NUMBER, 0, "requests a minute; over it 429 (0: no limit)"),
  RPS("rps", Kind.NUMBER, 0, "requests a second; wins over rpm (0: no limit)"),
  TPM("tpm", Kind.NUMBER, 0, "tokens a minute; over it 429 (0: no limit)"),
  BURST(
      "burst",
      Kind.NUMBER,
      0,
      "requests the bucket holds (0: what one second refills, at least 1)"),
  TBURST(
      "tburst", Kind.NUMBER, 0, "tokens the bucket holds (0: what one second refills, at least 1)"),
  CONC("conc", Kind.NUMBER, 0, "calls at once; over it 429 (0: no limit)"),
  DAILY("daily", Kind.NUMBER, 0, "paid answers a day; over it 429 until reset (0: no limit)"),
  HDR("hdr", Kind.SWITCH, 1, "0: no x-ratelimit-* headers at all"),
  RA("ra", Kind.NUMBER, -1, "seconds Retry-After says; 0: no Retry-After (not set: the true wait)"),
  P400(
      "p400",
      Kind.OUTCOME,
      0,
      "share of calls that get 400 invalid_prompt, drawn anew at every attempt"),
  P429("p429", Kind.OUTCOME, 0, "share of calls that get 429 whatever the limits"),
  P500("p500", Kind.OUTCOME, 0, "share of calls that get 500"),
  P503("p503", Kind.OUTCOME, 0, "share of calls that get 503"),
  HANG("hang", Kind.OUTCOME, 0, "share of calls never answered: silent until the client closes"),
  RESET("reset", Kind.OUTCOME, 0, "share of calls whose connection is reset (TCP RST)"),
  HALF(
      "half",
      Kind.OUTCOME,
      0,
      "share of calls answered by half a body, then the connection closes"),
  EMPTY("empty", Kind.OUTCOME, 0, "share of calls answered by 200 with no body"),
  GARBAGE("garbage", Kind.OUTCOME, 0, "share of calls answered by 200 with a body that is no JSON"),
  HTML("html", Kind.OUTCOME, 0, "share of calls answered by a gateway's HTML page, status 502"),
  HUGE("huge", Kind.OUTCOME, 0, "share of calls answered by a text of hugemb mebibytes"),
  BADSCHEMA("badschema", Kind.OUTCOME, 0, "share of answers that do not fit the schema asked for"),
  REFUSE("refuse", Kind.OUTCOME, 0, "share of answers that are a refusal"),
  FILTER("filter", Kind.OUTCOME, 0, "share of answers stopped by content_filter"),
  LENGTH("length", Kind.OUTCOME, 0, "share of answers cut in the middle, finish_reason length"),
  BADFIRST(
      "badfirst", Kind.SHARE, 0, "share of prompts whose first answer does not fit the schema"),
  CTX(
      "ctx",
      Kind.NUMBER,
      0,
      "400 context_length_exceeded: up to 1 a share of prompts, above 1 a limit in tokens"),
  FLAGGED(
      "flagged",
      Kind.SHARE,
      0,
      "share of prompts that get 400 invalid_prompt: the same ones at every attempt"),
  ODD("odd", Kind.SHARE, 1, "share of the otherwise good calls that a dialect answers"),
  ODDFIRST("oddfirst", Kind.NUMBER, 0, "a dialect answers only the first N calls of every prompt"),
  ODDEVERY("oddevery", Kind.NUMBER, 0, "a dialect answers only every Nth call of a connection"),
  AUTH("auth", Kind.SWITCH, 0, "1: every call gets 401"),
  QUOTA("quota", Kind.SWITCH, 0, "1: every call gets 429 insufficient_quota"),
  AFTER("after", Kind.NUMBER, 0, "auth and quota begin after this many paid answers"),
  DOWN("down", Kind.SWITCH, 0, "1: every call gets 503"),
  FAILFIRST("failfirst", Kind.NUMBER, 0, "the first N calls of every prompt get 500"),
  CACHED("cached", Kind.SHARE, 0, "share of the prompt tokens reported as cached"),
  PAD("pad", Kind.NUMBER, 0, "bytes added to a text answer"),
  HUGEMB("hugemb", Kind.NUMBER, 64, "size of a huge answer in mebibytes"),
  SEED("seed", Kind.NUMBER, 0, "another seed draws other calls for the shares");

  private final String spelling;
  private final Kind kind;
  private final double unset;
  private final String meaning;

  Knob(String spelling, Kind kind, double unset, String meaning) {
    this.spelling = spelling;
    this.kind = kind;
    this.unset = unset;
    this.meaning = meaning;
  }

  /// The name in a knob string.
  public String spelling() {
    return spelling;
  }

  /// One line for people.
  public String meaning() {
    return meaning;
  }

  /// The value when a knob string does not name it.
  double unset() {
    return unset;
  }

  /// True for a share that excludes the other outcomes of the same call.
  boolean isOutcome() {
    return kind == Kind.OUTCOME;
  }

  boolean admits(double value) {
    return switch (kind) {
      case SHARE, OUTCOME -> value >= 0 && value <= 1;
      case SWITCH -> value == 0 || value == 1;
      case NUMBER -> value >= 0 && value <= 1e12;
    };
  }

  String admitted() {
    return switch (kind) {
      case SHARE, OUTCOME -> "a number from 0 to 1";
      case SWITCH -> "0 or 1";
      case NUMBER -> "a number of at least 0";
    };
  }

  private enum Kind {
    NUMBER,
    SHARE,
    OUTCOME,
    SWITCH
  }
}
