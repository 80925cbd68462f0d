package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The texts that cells refer to by number. They are read when the first one is asked for, and kept
/// outside of the heap, for a workbook may hold millions.
final class SharedTexts implements Closeable {

  private final PackageFile file;
  private final Optional<String> part;
  private final int mostBytes;
  private @Nullable TextSpill texts;

  /// @param part empty when the workbook has none
  /// @param mostBytes of one text
  SharedTexts(PackageFile file, Optional<String> part, int mostBytes) {
    this.file = file;
    this.part = part;
    this.mostBytes = mostBytes;
  }

  /// @return empty when there is no text of this number
  Optional<String> get(String number) throws IOException {
    TextSpill from = texts();
    if (number.isEmpty() || number.length() > 9 || !number.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    int index = Integer.parseInt(number);
    return index < from.size() ? Optional.of(from.get(index)) : Optional.empty();
  }

  private TextSpill texts() throws IOException {
    if (texts == null) {
      texts = new TextSpill(this::read);
    }
    return texts;
  }

  private void read(TextSpill.Target target) throws IOException {
    Optional<InputStream> bytes = part.isEmpty() ? Optional.empty() : file.part(part.get());
    if (bytes.isEmpty()) {
      return;
    }
    long most = file.limits().texts();
    try (XmlPart xml = new XmlPart(bytes.get(), part.orElseThrow(), file.limits())) {
      while (xml.next()) {
        if (!xml.starts("si")) {
          continue;
        }
        String text = RichText.read(xml, mostBytes);
        if (text.length() > mostBytes) {
          throw new InputRefusedException(
              "A text in the workbook is larger than %,d bytes.".formatted(mostBytes));
        }
        if (target.size() == most) {
          throw new InputRefusedException(
              "The workbook has more than %,d different texts. Save the sheet as CSV instead."
                  .formatted(most));
        }
        target.add(text);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (texts != null) {
      texts.close();
    }
  }
}
