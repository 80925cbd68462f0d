package dev.bulkgpt.csv.encoding;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// An encoding that files without a mark are met in.
///
/// @param cost in nats, against a file in Windows-1252: how much rarer such files are
record Candidate(Charset charset, float cost) {

  /// UTF-8 that is not quite.
  static final Candidate UTF_8 = new Candidate(StandardCharsets.UTF_8, 0);

  /// Those this Java knows. ISO-8859-1 is not among them: where its letters differ from those of
  /// Windows-1252 it has control characters.
  static List<Candidate> all() {
    return Stream.of(
            of(0, "windows-1252"),
            of(
                1,
                "windows-1250",
                "windows-1251",
                "GB18030",
                "windows-31j",
                "x-windows-949",
                "Big5"),
            of(1.5f, "windows-1253", "windows-1254"),
            of(2.5f, "windows-1255", "windows-1256", "windows-1257", "windows-1258"),
            of(2.5f, "x-windows-874", "ISO-8859-2", "ISO-8859-15", "KOI8-R", "KOI8-U", "EUC-JP"),
            of(3, "ISO-8859-5", "ISO-8859-7", "ISO-8859-9", "IBM866"),
            of(4, "IBM850", "IBM437", "x-MacRoman", "IBM852", "IBM857", "IBM737", "ISO-8859-6"),
            of(4, "ISO-8859-8", "ISO-8859-4", "ISO-8859-13", "x-MacCyrillic"),
            of(5, "x-MacGreek"),
            of(6, "x-MacCentralEurope", "x-MacTurkish"),
            of(7, "x-MacIceland", "IBM855", "IBM862", "IBM775", "IBM869", "IBM861", "IBM865"))
        .flatMap(it -> it)
        .toList();
  }

  private static Stream<Candidate> of(float cost, String... names) {
    return Stream.of(names)
        .filter(Charset::isSupported)
        .map(name -> new Candidate(Charset.forName(name), cost));
  }

  @Override
  public String toString() {
    return charset.name();
  }
}
