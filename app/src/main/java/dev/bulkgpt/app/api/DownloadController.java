package dev.bulkgpt.app.api;

import dev.bulkgpt.run.Engine;
import dev.bulkgpt.store.Blobs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /download/{token}`: a finished result, for whoever has the link. One byte range is served;
/// several are answered with the whole, as RFC 9110 allows. A result that is replaced while it is
/// read is read to its own end.
final class DownloadController {

  private final Blobs blobs;
  private final DownloadLinks links;

  DownloadController(Blobs blobs, DownloadLinks links) {
    this.blobs = blobs;
    this.links = links;
  }

  ServerResponse download(ServerRequest request) throws IOException {
    String task = links.task(request.pathVariable("token")).orElseThrow(DownloadController::noLink);
    Blobs.Reading result =
        blobs.read(Engine.resultName(task)).orElseThrow(DownloadController::noLink);
    return ServerResponse.ok()
        .build((servlet, response) -> {
          try (result) {
            write(result, servlet, response);
          }
          return null;
        });
  }

  private static RefusedException noLink() {
    return RefusedException.of(403, "Invalid or expired link.");
  }

  private static void write(
      Blobs.Reading result, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String etag = "\"" + Long.toHexString(result.changedAt()) + "-" + result.length() + "\"";
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", "no-store");
    if (!names(request.getHeader("If-Match"), etag, true)) {
      throw RefusedException.of(412, "Precondition failed.");
    }
    if (names(request.getHeader("If-None-Match"), etag, false)) {
      response.setStatus(304);
      return;
    }
    Span span = span(request, result.length(), etag);
    response.setContentType("text/csv; charset=utf-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"result.csv\"");
    response.setHeader("Accept-Ranges", "bytes");
    if (span.isPart()) {
      response.setStatus(206);
      response.setHeader(
          "Content-Range", "bytes %d-%d/%d".formatted(span.first(), span.last(), result.length()));
    }
    response.setContentLengthLong(span.length());
    if (!request.getMethod().equals("HEAD")) {
      try (InputStream in = result.from(span.first(), span.length())) {
        in.transferTo(response.getOutputStream());
      }
    }
  }

  /// Whether a list of tags names a version; `*` names every one.
  private static boolean names(@Nullable String tags, String etag, boolean unlessGiven) {
    return tags == null
        ? unlessGiven
        : Stream.of(tags.split(",", -1))
            .map(tag -> tag.strip().replaceFirst("^W/", ""))
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }

  private record Span(long first, long last, boolean isPart) {

    long length() {
      return last - first + 1;
    }
  }

  /// A range is for GET alone, and for the version that `If-Range` names.
  private static Span span(HttpServletRequest request, long length, String etag) {
    Optional<HttpRange> range =
        Optional.ofNullable(request.getHeader("Range"))
            .filter(header -> request.getMethod().equals("GET"))
            .filter(header -> {
              String version = request.getHeader("If-Range");
              return version == null || version.equals(etag);
            })
            .flatMap(DownloadController::one);
    if (range.isEmpty()) {
      return new Span(0, length - 1, false);
    }
    long first = range.get().getRangeStart(length);
    long last = Math.min(range.get().getRangeEnd(length), length - 1);
    if (first > last) {
      throw new RefusedException(
          416,
          "Range not satisfiable.",
          Optional.empty(),
          Map.of("Content-Range", "bytes */" + length));
    }
    return new Span(first, last, true);
  }

  /// A range that cannot be read is ignored, as RFC 9110 wants.
  private static Optional<HttpRange> one(String header) {
    try {
      List<HttpRange> ranges = HttpRange.parseRanges(header);
      return ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
