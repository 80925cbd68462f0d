package dev.bulkgpt.app.api;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;

/// One thing that answers: where, for whom, what it takes, and who does it.
///
/// @param open answers without a key
/// @param takes what it reads of a body
record Endpoint(
    HttpMethod method,
    PathPattern path,
    boolean open,
    Takes takes,
    HandlerFunction<ServerResponse> handler) {

  /// Bodies.
  ///
  /// @param types content types; empty: any, or none
  /// @param refusal what the wrong type is told
  record Takes(Set<String> types, String refusal, long maxBytes) {

    private static final String XLSX =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String XLSM = "application/vnd.ms-excel.sheet.macroenabled.12";

    static final Takes NOTHING = new Takes(Set.of(), "", ServerSettings.SMALL_BYTES);

    static Takes json(long maxBytes) {
      return new Takes(
          Set.of("application/json"), "Content-Type must be application/json.", maxBytes);
    }

    /// The CSV or workbook itself, or a form with it. The content decides which it is.
    static Takes csv(long maxBytes) {
      return new Takes(
          Set.of("text/csv", XLSX, XLSM, CsvBody.FORM),
          "Content-Type must be text/csv, " + XLSX + " or " + CsvBody.FORM + ".",
          maxBytes);
    }
  }

  /// Whoever may get may look at the head.
  List<String> methods() {
    return method.equals(HttpMethod.GET) ? List.of("GET", "HEAD") : List.of(method.name());
  }

  boolean answers(String method) {
    return methods().contains(method);
  }
}
