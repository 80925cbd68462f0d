package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.Base64Variant.PaddingReadBehaviour;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Reads the body of `/upload-trigger` as a stream: the base64 is decoded while it comes and its
/// CSV taken in by a second thread, so that a body of any size costs a few buffers. The members may
/// come in any order. White space in the base64 is passed over, as `base64` and MIME wrap lines,
/// and its padding may be left out. For one request.
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
    } catch (RefusedJsonException e) {
      throw bad(e.sentence());
    } finally {
      if (!complete) {
        discard();
      }
    }
  }

  private boolean member(String name, JsonParser value) throws IOException {
    switch (name) {
      case "workflowId" -> workflowId = StrictJson.text(value);
      case "csvBase64" -> takeIn(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void takeIn(JsonParser value) throws IOException {
    if (value.currentToken() != JsonToken.VALUE_STRING) {
      throw bad("`csvBase64` must be a string.");
    }
    Pipe pipe = new Pipe();
    CompletableFuture<Uploads.Taken> reading = new CompletableFuture<>();
    taken = reading;
    Thread.startVirtualThread(() -> {
      try (InputStream csv = pipe.reader()) {
        reading.complete(uploads.takeInCsv(csv));
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
    } catch (StreamReadException e) {
      throw e instanceof UnexpectedEndOfInputException ? e : notBase64(value, e);
    } catch (JacksonIOException | IOException e) {
      if (pipe.isAbandoned()) {
        // Why nobody reads any more is the reason.
        rows();
      }
      throw e;
    } finally {
      if (!whole) {
        pipe.breakOff();
      }
    }
  }

  private static RefusedJsonException notBase64(JsonParser value, StreamReadException e) {
    LOG.debug("the base64 is none", e);
    return StrictJson.refused("`csvBase64` is not base64", value);
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

  private static IOException cause(CompletionException failed) {
    return switch (failed.getCause()) {
      case InputRefusedException refused -> throw bad(String.valueOf(refused.getMessage()));
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

  private static RefusedException bad(String detail) {
    return RefusedException.bad(RefusedException.BAD_UPLOAD, detail);
  }
}
