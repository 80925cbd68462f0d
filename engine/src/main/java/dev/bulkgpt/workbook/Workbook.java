package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The list of a workbook's sheets, and what holds for all of them.
///
/// @param part its own name
/// @param sheets those that hold cells
/// @param others names of charts and the like
/// @param dates how it counts days
/// @param toCompute whoever opens it is asked to compute its formulas anew
record Workbook(
    String part,
    Relationships parts,
    List<Sheet> sheets,
    List<String> others,
    SerialDate dates,
    boolean toCompute) {

  private static final Set<String> RELATIONSHIPS =
      Set.of(
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships");

  private static final int MOST_SHEETS = 10_000;

  /// @param part where its cells stand
  record Sheet(String name, boolean visible, String part) {}

  /// @param part the name of the workbook's own part
  static Workbook of(PackageFile file, String part) throws IOException {
    Reading reading = new Reading(Relationships.of(file, part));
    InputStream bytes =
        file.part(part)
            .orElseThrow(() ->
                new InputRefusedException(
                    "The ZIP is no workbook that can be read: its part `%s` is missing."
                        .formatted(Shown.cut(part))));
    try (XmlPart xml = new XmlPart(bytes, part, file.limits())) {
      while (xml.next()) {
        if (xml.isStart()) {
          reading.element(xml);
        }
      }
    }
    return new Workbook(
        part,
        reading.parts,
        reading.sheets,
        reading.others,
        new SerialDate(reading.from1904),
        reading.toCompute);
  }

  /// The part of a kind that all sheets share.
  Optional<String> shared(String type) {
    return parts.type(type).map(Relationships.Target::part);
  }

  /// The sheet of a name, case aside; else the first visible one.
  ///
  /// @throws InputRefusedException when there is none
  Sheet choose(Optional<String> name) throws InputRefusedException {
    if (sheets.isEmpty()) {
      throw new InputRefusedException("The workbook has no sheet with cells.");
    }
    if (name.isEmpty()) {
      return sheets.stream().filter(Sheet::visible).findFirst().orElse(sheets.getFirst());
    }
    return sheets.stream()
        .filter(sheet -> sheet.name().equals(name.get()))
        .findFirst()
        .or(() ->
            sheets.stream().filter(sheet -> sheet.name().equalsIgnoreCase(name.get())).findFirst())
        .orElseThrow(() -> noSuch(name.get()));
  }

  private InputRefusedException noSuch(String name) {
    boolean isChart = others.stream().anyMatch(name::equalsIgnoreCase);
    return new InputRefusedException(
        "%s Its sheets are %s."
            .formatted(
                isChart
                    ? "The sheet `%s` is a chart or a macro, without cells.".formatted(name)
                    : "The workbook has no sheet `%s`.".formatted(Shown.cut(name)),
                Shown.list(sheets.stream().map(Workbook::spoken).toList())));
  }

  /// Told when there are several and none was named.
  Optional<String> note(Sheet read, boolean named) {
    List<String> rest =
        sheets.stream().filter(sheet -> !sheet.equals(read)).map(Workbook::spoken).toList();
    return named || rest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the sheet `%s` is read, the %s; the workbook also has %s; --sheet names another"
                .formatted(
                    Shown.cut(read.name()),
                    read.visible() ? "first visible one" : "first one, though all are hidden",
                    Shown.list(rest)));
  }

  private static String spoken(Sheet sheet) {
    return sheet.visible() ? sheet.name() : sheet.name() + " (hidden)";
  }

  private static final class Reading {

    private final Relationships parts;
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private boolean from1904;
    private boolean toCompute;

    Reading(Relationships parts) {
      this.parts = parts;
    }

    void element(XmlPart xml) throws InputRefusedException {
      switch (xml.name()) {
        case "workbookPr" -> from1904 |= xml.flag("date1904");
        case "calcPr" -> toCompute |= xml.flag("fullCalcOnLoad");
        case "sheet" ->
            sheet(
                xml.attribute("name"), xml.attribute("state"), xml.attribute(RELATIONSHIPS, "id"));
        default -> {
          // Views, names, protection: nothing that a value depends on.
        }
      }
    }

    private void sheet(@Nullable String name, @Nullable String state, @Nullable String id)
        throws InputRefusedException {
      if (sheets.size() + others.size() == MOST_SHEETS) {
        throw new InputRefusedException(
            "The workbook has more than %,d sheets.".formatted(MOST_SHEETS));
      }
      Optional<Relationships.Target> target = parts.id(id);
      String called = name == null ? "Sheet" + (sheets.size() + others.size() + 1) : name;
      if (target.isPresent() && target.get().type().equals("worksheet")) {
        boolean visible = !"hidden".equals(state) && !"veryHidden".equals(state);
        sheets.add(new Sheet(called, visible, target.get().part()));
      } else {
        others.add(called);
      }
    }
  }
}
