package dev.bulkgpt.app.api;

import dev.bulkgpt.run.Engine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpRange;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /download/{token}`: a finished result, for whoever has the link. One byte range is served;
/// several are answered with the whole, as RFC 9110 allows.
final class DownloadController {

  private final Services services;
  private final DownloadLinks links;

  DownloadController(Services services, DownloadLinks links) {
    this.services = services;
    this.links = links;
  }

  ServerResponse download(ServerRequest request) {
    String task =
        links
            .task(request.pathVariable("token"))
            .orElseThrow(() -> RefusedException.of(403, "Invalid or expired link."));
    String blob = Engine.resultName(task);
    return ServerResponse.ok()
        .build((servlet, response) -> {
          write(blob, servlet, response);
          return null;
        });
  }

  private void write(String blob, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!services.blobs().exists(blob)) {
      throw RefusedException.of(403, "Invalid or expired link.");
    }
    long length = services.blobs().length(blob);
    String etag = "\"" + Long.toHexString(services.blobs().changedAt(blob)) + "-" + length + "\"";
    response.setContentType("text/csv; charset=utf-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"result.csv\"");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("ETag", etag);
    if (etag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(304);
      return;
    }
    Span span = span(request, length, etag);
    if (span.offset() < 0) {
      response.setHeader("Content-Range", "bytes */" + length);
      throw RefusedException.of(416, "Range not satisfiable.");
    }
    if (span.length() < length) {
      response.setStatus(206);
      response.setHeader(
          "Content-Range",
          "bytes %d-%d/%d".formatted(span.offset(), span.offset() + span.length() - 1, length));
    }
    response.setContentLengthLong(span.length());
    if (!request.getMethod().equals("HEAD")) {
      try (InputStream in = services.blobs().open(blob, span.offset(), span.length())) {
        in.transferTo(response.getOutputStream());
      }
    }
  }

  /// @param offset negative: there is no such range
  private record Span(long offset, long length) {}

  private static Span span(HttpServletRequest request, long length, String etag) {
    Span whole = new Span(0, length);
    String range = request.getHeader("Range");
    String ifRange = request.getHeader("If-Range");
    if (range == null || (ifRange != null && !ifRange.equals(etag))) {
      return whole;
    }
    Optional<HttpRange> one = one(range);
    if (one.isEmpty()) {
      return whole;
    }
    long start = one.get().getRangeStart(length);
    long end = Math.min(one.get().getRangeEnd(length), length - 1);
    return start > end ? new Span(-1, 0) : new Span(start, end - start + 1);
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
