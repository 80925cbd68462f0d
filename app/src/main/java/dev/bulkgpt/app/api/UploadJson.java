package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.CsvOptions;
import dev.bulkgpt.csv.CsvRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.Base64Variant.PaddingReadBehaviour;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the body of `/upload-trigger` as a stream: the base64 is decoded while it comes and its
/// CSV taken in by a second thread, so that a body of any size costs a few buffers. The members may
/// come in any order. For one request.
final class UploadJson {

  private static final Logger LOG = LoggerFactory.getLogger(UploadJson.class);

  private static final Base64Variant BASE64 =
      Base64Variants.MIME_NO_LINEFEEDS.withReadPadding(PaddingReadBehaviour.PADDING_ALLOWED);

  private final Uploads uploads;
  private @Nullable String workflowId;
  private @Nullable CompletableFuture<Uploads.Taken> taken;

  UploadJson(Uploads uploads) {
    this.uploads = uploads;
  }

  /// What was uploaded.
  record Upload(String workflowId, Uploads.Taken rows) {}

  /// @throws RefusedException when it is not such a body
  Upload read(InputStream body) throws IOException {
    boolean complete = false;
    try {
      StrictJson.object(body, this::member);
      Uploads.Taken rows = rows();
      if (workflowId == null) {
        throw bad("`workflowId` is missing.");
      }
      complete = true;
      return new Upload(workflowId, rows);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      // The rows may be the reason: a refused CSV stops the reading of its base64.
      Optional<RefusedException> csv = refusedRows();
      throw csv.orElseGet(() -> bad(sentence(e)));
    } finally {
      if (!complete) {
        discard();
      }
    }
  }

  private boolean member(String name, JsonParser value) {
    switch (name) {
      case "workflowId" -> workflowId = StrictJson.text(value);
      case "csvBase64" -> takeIn(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void takeIn(JsonParser value) {
    if (value.currentToken() != JsonToken.VALUE_STRING) {
      throw bad("`csvBase64` must be a string.");
    }
    Pipe pipe = new Pipe();
    CompletableFuture<Uploads.Taken> reading = new CompletableFuture<>();
    taken = reading;
    Thread.startVirtualThread(() -> {
      try (InputStream csv = pipe.reader()) {
        reading.complete(uploads.takeIn(csv, CsvOptions.DEFAULT));
      } catch (IOException | RuntimeException e) {
        reading.completeExceptionally(e);
      }
    });
    boolean whole = false;
    OutputStream decoded = pipe.writer();
    try {
      value.readBinaryValue(BASE64, decoded);
      decoded.close();
      whole = true;
    } catch (IOException e) {
      // Nobody reads any more: the rows were refused, or the disk did not take them.
      throw refusedRows().orElseThrow(() -> new UncheckedIOException(endOfRows().orElse(e)));
    } finally {
      if (!whole) {
        pipe.breakOff();
      }
    }
  }

  private Uploads.Taken rows() throws IOException {
    if (taken == null) {
      throw bad("`csvBase64` is missing.");
    }
    try {
      return taken.join();
    } catch (CompletionException e) {
      throw cause(e);
    }
  }

  /// Why the rows were refused, if they were; their reading has ended or is about to.
  private Optional<RefusedException> refusedRows() {
    if (taken == null) {
      return Optional.empty();
    }
    Throwable failure = taken.handle((rows, failed) -> failed).join();
    return failure instanceof CsvRefusedException refused
        ? Optional.of(bad(String.valueOf(refused.getMessage())))
        : Optional.empty();
  }

  private Optional<IOException> endOfRows() {
    return taken == null
        ? Optional.empty()
        : taken
            .handle((rows, failed) ->
                failed instanceof IOException io ? Optional.of(io) : Optional.<IOException>empty())
            .join();
  }

  private static IOException cause(CompletionException failed) {
    return switch (failed.getCause()) {
      case CsvRefusedException refused -> throw bad(String.valueOf(refused.getMessage()));
      case IOException io -> io;
      case RuntimeException ours -> throw ours;
      case null, default -> throw failed;
    };
  }

  private void discard() throws IOException {
    if (taken != null) {
      try {
        uploads.discard(taken.join());
      } catch (CompletionException e) {
        LOG.debug("the rows were refused, and nothing is kept of them", e);
      }
    }
  }

  private static String sentence(JacksonException e) {
    var at = e.getLocation();
    String where =
        at == null || at.getLineNr() < 0
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return "The body is not the JSON expected: " + e.getOriginalMessage() + where;
  }

  private static RefusedException bad(String detail) {
    return RefusedException.bad(RefusedException.BAD_UPLOAD, detail);
  }
}
