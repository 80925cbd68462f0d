package dev.bulkgpt.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/// The CSV or workbook in a request: its body, or in a form the part named `file`, or the first
/// file. Read as it comes; a form that breaks off is refused when its end is missed.
final class CsvBody {

  static final String FORM = "multipart/form-data";

  private static final String PART = "file";
  private static final int MOST_PARTS = 20;

  private CsvBody() {}

  /// @throws RefusedException when the form has no file
  static InputStream of(HttpServletRequest request, long maxBytes) throws IOException {
    InputStream body = Body.of(request, maxBytes);
    String type = String.valueOf(request.getContentType());
    return type.regionMatches(true, 0, FORM, 0, FORM.length())
        ? new Part(file(new Form(type, request.getContentLengthLong(), body)))
        : body;
  }

  private record Form(String contentType, long contentLength, InputStream body)
      implements UploadContext {

    @Override
    public @Nullable String getCharacterEncoding() {
      return null;
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }
  }

  private static InputStream file(Form form) throws IOException {
    try {
      FileItemIterator parts = new FileUpload().getItemIterator(form);
      for (int part = 0; part < MOST_PARTS && parts.hasNext(); part++) {
        FileItemStream item = parts.next();
        if (!item.isFormField() || PART.equals(item.getFieldName())) {
          return item.openStream();
        }
      }
    } catch (FileUploadException | MalformedStreamException e) {
      throw refused("The form cannot be read.", e);
    }
    throw RefusedException.field("Invalid request.", PART, "The form has no file.");
  }

  private static RefusedException refused(String detail, Exception cause) {
    RefusedException refused = RefusedException.field("Invalid request.", PART, detail);
    refused.initCause(cause);
    return refused;
  }

  private static final class Part extends FilterInputStream {

    Part(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte @Nullable [] into, int offset, int length) throws IOException {
      try {
        return in.read(into, offset, length);
      } catch (MalformedStreamException e) {
        throw refused("The form breaks off.", e);
      }
    }

    /// Reading on to the form's end is the container's business.
    @Override
    public void close() {}
  }
}
