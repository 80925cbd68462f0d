package dev.bulkgpt.app;

import dev.bulkgpt.app.Setting.Reader;
import dev.bulkgpt.app.api.ServerSettings;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.run.FailureRules;
import dev.bulkgpt.store.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Every setting there is: [Configuration] reads no other and refuses every other name, and
/// `docs/configuration.md` lists them. One that a command reads is added here first.
final class Settings {

  private enum Kind {
    OPENAI
  }

  /// How the log is written.
  enum LogForm {
    PLAIN,
    JSON
  }

  private enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
  }

  /// Whether a parameter is part of a request.
  enum Parameter {
    SEND,
    LEAVE_OUT
  }

  private static final String ANY_PROVIDER = "providers." + Setting.ANY_NAME + ".";
  private static final String ANY_HEADER = ANY_PROVIDER + "headers." + Setting.ANY_HEADER;
  private static final long MAX_BYTES = 1L << 50;
  private static final long MAX_CONNECTIONS = 1_000_000;
  private static final long MAX_PER_MINUTE = 1_000_000_000_000L;
  private static final long MAX_DAYS = 36_500;
  private static final long MAX_ROW_SECONDS = 7 * 86_400;

  /// Calls at once to one provider.
  static final int MOST_CONCURRENT = 20_000;

  private static final long MAX_TIMEOUT_SECONDS = 3_600;
  private static final long MAX_GRACE_SECONDS = 86_400;
  private static final ServerSettings.Limits LIMITS = ServerSettings.Limits.DEFAULT;
  private static final ProviderSettings.Timeouts TIMEOUTS = ProviderSettings.Timeouts.DEFAULT;

  static final Setting<URI> PUBLIC_URL =
      new Setting<>(
          "public_url",
          Value.publicUrl(),
          "none",
          Reader.SERVER,
          "where clients reach the server; download links begin with it");
  static final Setting<Set<String>> ALLOWED_HOSTS =
      new Setting<>(
          "allowed_hosts",
          Value.names(),
          "localhost,127.0.0.1,::1",
          Reader.SERVER,
          "hosts that links may be made for when there is no `public_url`");
  static final Setting<Set<String>> TRUSTED_PROXIES =
      new Setting<>(
          "trusted_proxies",
          Value.names(),
          "none",
          Reader.SERVER,
          "addresses whose `X-Forwarded-*` headers are believed");
  static final Setting<DatabaseSettings> DATABASE_URL =
      new Setting<>(
          "database_url",
          Value.database(),
          "SQLite in the data directory",
          Reader.STORE,
          "the server's database");
  static final Setting<Long> RETENTION_DAYS =
      new Setting<>(
          "retention_days",
          Value.number(MAX_DAYS),
          "30",
          Reader.SERVER,
          "after which ended tasks are forgotten");
  static final Setting<Long> SHUTDOWN_GRACE_SECONDS =
      new Setting<>(
          "shutdown_grace_seconds",
          Value.number(MAX_GRACE_SECONDS),
          "30",
          Reader.SERVER,
          "how long calls and answers under way may take to end");
  static final Setting<LogForm> LOG_FORMAT =
      new Setting<>(
          "log_format",
          Value.oneOf(LogForm.class),
          "plain",
          Reader.SERVER,
          "lines, or one JSON object a line");
  static final Setting<Long> UPLOAD_BYTES =
      limit("upload_bytes", MAX_BYTES, LIMITS.uploadBytes(), "body of `/upload-trigger`, in bytes");
  static final Setting<Long> TASK_BYTES =
      limit("task_bytes", MAX_BYTES, LIMITS.taskBytes(), "body of `POST /api/v1/tasks`, in bytes");
  static final Setting<Long> ROWS =
      limit("rows", MAX_BYTES, LIMITS.rows(), "rows of one uploaded CSV");
  static final Setting<Long> CONNECTIONS =
      limit("connections", MAX_CONNECTIONS, LIMITS.maxConnections(), "open at once, all together");
  static final Setting<Long> CONNECTIONS_PER_ADDRESS =
      limit(
          "connections_per_address",
          MAX_CONNECTIONS,
          LIMITS.connectionsPerAddress(),
          "open at once from one address");
  static final Setting<Long> WRONG_KEYS_PER_MINUTE =
      limit(
          "wrong_keys_per_minute", MAX_CONNECTIONS, LIMITS.wrongKeysPerMinute(), "of one address");
  static final Setting<Long> ROW_TIMEOUT_SECONDS =
      new Setting<>(
          "row_timeout_seconds",
          Value.number(MAX_ROW_SECONDS),
          Long.toString(FailureRules.DEFAULT.rowTimeout().toSeconds()),
          Reader.RUNS,
          "after so much work a row fails before its next try");
  static final Setting<OptionalDouble> ERROR_RATE_PAUSE =
      new Setting<>(
          "error_rate_pause",
          Value.shareOrOff(),
          Double.toString(FailureRules.DEFAULT.errorRatePause().orElseThrow()),
          Reader.RUNS,
          "a task pauses when more than this share of its rows fails by no fault of theirs");

  static final Setting<?> KIND =
      provider("kind", Value.oneOf(Kind.class), "openai", "what the provider speaks");
  static final Setting<URI> BASE_URL =
      provider(
          "base_url",
          Value.baseUrl(),
          "of a known provider its own",
          "what `/chat/completions` is appended to");
  static final Setting<String> API_KEY =
      provider("api_key", Value.secret(), "none", "the key that calls are made with");
  static final Setting<String> HEADER =
      new Setting<>(
          ANY_HEADER,
          Value.header(),
          "none",
          Reader.MODELS,
          "sent with each call; a variable only replaces one that the file names");
  static final Setting<Long> MAX_REQUESTS_PER_MINUTE =
      provider("max_requests_per_minute", Value.number(MAX_PER_MINUTE), "found out", "a ceiling");
  static final Setting<Long> MAX_TOKENS_PER_MINUTE =
      provider(
          "max_tokens_per_minute",
          Value.number(MAX_PER_MINUTE),
          "found out",
          "a ceiling of input and output together");
  static final Setting<Long> MAX_CONCURRENT_REQUESTS =
      provider(
          "max_concurrent_requests",
          Value.number(MOST_CONCURRENT),
          "64, or --concurrency",
          "a ceiling of calls at once");
  static final Setting<Path> CA_FILE =
      provider("ca_file", Value.file(), "none", "certificates to be trusted, in PEM");
  static final Setting<RequestForm.StructuredOutput> STRUCTURED_OUTPUT =
      provider(
          "structured_output",
          Value.oneOf(RequestForm.StructuredOutput.class),
          "json_schema",
          "how an answer in fields is asked for");
  static final Setting<RequestForm.OutputLimit> OUTPUT_LIMIT_NAME =
      provider(
          "output_limit_name",
          Value.oneOf(RequestForm.OutputLimit.class),
          "max_tokens; at OpenAI max_completion_tokens",
          "how `max_output_tokens` is called");
  static final Setting<Parameter> TEMPERATURE =
      provider(
          "temperature", Value.oneOf(Parameter.class), "send", "whether a step's is sent at all");
  static final Setting<RequestForm.SystemRole> SYSTEM_ROLE =
      provider(
          "system_role",
          Value.oneOf(RequestForm.SystemRole.class),
          "system",
          "who says a step's `system` text");
  static final Setting<Long> CONNECT_TIMEOUT_SECONDS =
      provider(
          "connect_timeout_seconds",
          Value.number(MAX_TIMEOUT_SECONDS),
          Long.toString(TIMEOUTS.connect().toSeconds()),
          "until a connection is there");
  static final Setting<Long> CALL_TIMEOUT_SECONDS =
      provider(
          "call_timeout_seconds",
          Value.number(MAX_TIMEOUT_SECONDS),
          Long.toString(TIMEOUTS.call().toSeconds()),
          "until an answer is read, all in all");

  static final Setting<Path> DATA =
      new Setting<>(
          Setting.PREFIX + "DATA", Value.file(), "~/.bulkgpt", Reader.EVERY, "the data directory");
  static final Setting<URI> SERVER =
      new Setting<>(
          Setting.PREFIX + "SERVER",
          Value.publicUrl(),
          "http://127.0.0.1:8080",
          Reader.REMOTE,
          "the server to talk to");
  static final Setting<String> KEY =
      new Setting<>(Setting.PREFIX + "KEY", Value.secret(), "none", Reader.REMOTE, "the API key");
  static final Setting<?> LOG_LEVEL =
      new Setting<>(
          Setting.PREFIX + "LOG_LEVEL",
          Value.oneOf(LogLevel.class).ignoringCase(),
          "warn",
          Reader.EVERY,
          "what the program itself logs from");
  static final Setting<?> JAVA_OPTS =
      new Setting<>(
          Setting.PREFIX + "JAVA_OPTS",
          Value.text(),
          "none",
          Reader.EVERY,
          "options of the Java machine, such as `-Xmx1g`");

  static final List<Setting<?>> ALL =
      List.of(
          PUBLIC_URL,
          ALLOWED_HOSTS,
          TRUSTED_PROXIES,
          DATABASE_URL,
          RETENTION_DAYS,
          SHUTDOWN_GRACE_SECONDS,
          LOG_FORMAT,
          UPLOAD_BYTES,
          TASK_BYTES,
          ROWS,
          CONNECTIONS,
          CONNECTIONS_PER_ADDRESS,
          WRONG_KEYS_PER_MINUTE,
          ROW_TIMEOUT_SECONDS,
          ERROR_RATE_PAUSE,
          KIND,
          BASE_URL,
          API_KEY,
          HEADER,
          MAX_REQUESTS_PER_MINUTE,
          MAX_TOKENS_PER_MINUTE,
          MAX_CONCURRENT_REQUESTS,
          CONNECT_TIMEOUT_SECONDS,
          CALL_TIMEOUT_SECONDS,
          CA_FILE,
          STRUCTURED_OUTPUT,
          OUTPUT_LIMIT_NAME,
          TEMPERATURE,
          SYSTEM_ROLE,
          DATA,
          SERVER,
          KEY,
          LOG_LEVEL,
          JAVA_OPTS);

  private Settings() {}

  private static Setting<Long> limit(String name, long most, long usual, String meaning) {
    return new Setting<>(
        "limits." + name, Value.number(most), Long.toString(usual), Reader.SERVER, meaning);
  }

  private static <T> Setting<T> provider(
      String name, Value<T> value, String usual, String meaning) {
    return new Setting<>(ANY_PROVIDER + name, value, usual, Reader.MODELS, meaning);
  }
}
