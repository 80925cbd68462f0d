package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The number format of each style that a cell can have.
///
/// @param formats by a style's number
record Styles(List<NumberFormat> formats) {

  /// @param part empty when the workbook has none
  static Styles of(PackageFile file, Optional<String> part) throws IOException {
    Reading reading = new Reading(file.limits().styles());
    Optional<InputStream> bytes = part.isEmpty() ? Optional.empty() : file.part(part.get());
    if (bytes.isPresent()) {
      try (XmlPart xml = new XmlPart(bytes.get(), part.orElseThrow(), file.limits())) {
        while (xml.next()) {
          reading.element(xml);
        }
      }
    }
    return new Styles(reading.formats);
  }

  /// @param style as a cell names it; null for none
  NumberFormat format(@Nullable String style) {
    if (style == null || style.length() > 9 || !style.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return NumberFormat.NUMBER;
    }
    int number = style.isEmpty() ? 0 : Integer.parseInt(style);
    return number < formats.size() ? formats.get(number) : NumberFormat.NUMBER;
  }

  private static final class Reading {

    private final int most;
    private final Map<String, NumberFormat> own = new HashMap<>();
    private final List<NumberFormat> formats = new ArrayList<>();
    private boolean inCells;

    Reading(int most) {
      this.most = most;
    }

    void element(XmlPart xml) throws InputRefusedException {
      switch (xml.name()) {
        case "cellXfs" -> inCells = xml.isStart();
        case "numFmt" -> {
          String id = xml.isStart() ? xml.attribute("numFmtId") : null;
          String code = xml.isStart() ? xml.attribute("formatCode") : null;
          if (id != null && code != null) {
            own.put(id, NumberFormat.of(code));
          }
        }
        case "xf" -> {
          if (inCells && xml.isStart()) {
            formats.add(format(xml.attribute("numFmtId")));
          }
        }
        default -> {
          // Fonts, fills and borders.
        }
      }
      if (own.size() > most || formats.size() > most) {
        throw new InputRefusedException("The workbook has more than %,d styles.".formatted(most));
      }
    }

    private NumberFormat format(@Nullable String id) {
      if (id == null) {
        return NumberFormat.NUMBER;
      }
      NumberFormat known = own.get(id);
      if (known != null) {
        return known;
      }
      return id.matches("[0-9]{1,9}")
          ? NumberFormat.builtIn(Integer.parseInt(id))
          : NumberFormat.NUMBER;
    }
  }
}
