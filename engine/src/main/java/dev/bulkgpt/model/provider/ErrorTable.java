package dev.bulkgpt.model.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `errors.txt`: what errors mean, as data. The first line that fits decides. Immutable.
final class ErrorTable {

  /// An error that came with status 200 and names no code of HTTP's.
  static final int NO_STATUS = 0;

  private static final String FILE = "errors.txt";
  private static final int COLUMNS = 4;
  private static final int TOO_MANY = 429;
  private static final int CLASS = 100;

  private final List<Line> lines;

  private ErrorTable(List<Line> lines) {
    this.lines = lines;
  }

  /// Read once, at the first error.
  static ErrorTable get() {
    return Holder.TABLE;
  }

  private static final class Holder {
    private static final ErrorTable TABLE = read();
  }

  /// @param untold no time to wait was told
  Meaning meaning(int status, ErrorBody error, boolean untold) {
    return lines.stream()
        .filter(line -> line.fits(status, error, untold))
        .map(Line::meaning)
        .findFirst()
        .orElse(Meaning.NONE);
  }

  private record Line(Meaning meaning, List<String> statuses, Where where, Pattern pattern) {

    boolean fits(int status, ErrorBody error, boolean untold) {
      return statuses.stream().anyMatch(it -> isOf(it, status, untold))
          && where.texts(error).anyMatch(text -> pattern.matcher(text).find());
    }

    private static boolean isOf(String written, int status, boolean untold) {
      return switch (written) {
        case "*" -> true;
        case "429/untold" -> status == TOO_MANY && untold;
        case "4xx" -> status / CLASS == 4;
        case "5xx" -> status / CLASS == 5;
        default -> Integer.parseInt(written) == status;
      };
    }
  }

  private enum Where {
    CODE,
    WORDS,
    BOTH,
    ANYTHING;

    static Where of(String written) {
      return switch (written) {
        case "code" -> CODE;
        case "words" -> WORDS;
        case "*" -> BOTH;
        case "-" -> ANYTHING;
        default -> throw new IllegalStateException(FILE + ": no place " + written);
      };
    }

    Stream<String> texts(ErrorBody error) {
      return switch (this) {
        case CODE -> Stream.of(error.codes());
        case WORDS -> Stream.of(error.words());
        case BOTH -> Stream.of(error.codes() + " " + error.words());
        case ANYTHING -> Stream.of("-");
      };
    }
  }

  private static ErrorTable read() {
    try (InputStream in = ErrorTable.class.getResourceAsStream(FILE)) {
      Objects.requireNonNull(in, FILE);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ErrorTable(
          text.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(ErrorTable::line)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String written) {
    String[] columns = written.split(" +", COLUMNS);
    return new Line(
        Meaning.valueOf(columns[0].toUpperCase(Locale.ROOT)),
        Arrays.asList(columns[1].split(",", -1)),
        Where.of(columns[2]),
        Pattern.compile(columns[3]));
  }
}
