package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a part refers to: other parts by an id, each of a type.
///
/// @param byId the first one where an id is given twice
record Relationships(Map<String, Target> byId, List<Target> all) {

  private static final int MOST = 100_000;

  /// @param type the last word of its address: what both spellings of the format share
  /// @param part the name of the part that is meant
  record Target(String type, String part) {}

  /// @param part the one that refers; empty for the whole document
  static Relationships of(PackageFile file, String part) throws IOException {
    String folder = part.substring(0, part.lastIndexOf('/') + 1);
    String name = folder + "_rels/" + part.substring(folder.length()) + ".rels";
    Map<String, Target> byId = new HashMap<>();
    List<Target> all = new ArrayList<>();
    Optional<InputStream> bytes = file.part(name);
    if (bytes.isEmpty()) {
      return new Relationships(byId, all);
    }
    try (XmlPart xml = new XmlPart(bytes.get(), name, file.limits())) {
      while (xml.next()) {
        String type = xml.isStart() ? xml.attribute("Type") : null;
        String target = xml.isStart() ? xml.attribute("Target") : null;
        if (type == null || target == null || "External".equals(xml.attribute("TargetMode"))) {
          continue;
        }
        Target found =
            new Target(type.substring(type.lastIndexOf('/') + 1), resolve(file, folder, target));
        add(byId, all, xml.attribute("Id"), found);
      }
    }
    return new Relationships(byId, all);
  }

  private static void add(
      Map<String, Target> byId, List<Target> all, @Nullable String id, Target found)
      throws InputRefusedException {
    if (all.size() == MOST) {
      throw new InputRefusedException("The workbook holds too many parts.");
    }
    all.add(found);
    if (id != null) {
      byId.putIfAbsent(id, found);
    }
  }

  Optional<Target> id(@Nullable String id) {
    return Optional.ofNullable(id).map(byId::get);
  }

  Optional<Target> type(String type) {
    return all.stream().filter(target -> target.type().equals(type)).findFirst();
  }

  /// A target may be relative to the part's folder, and written as in an address.
  private static String resolve(PackageFile file, String folder, String target) {
    String path = target.replace('\\', '/');
    List<String> segments = new ArrayList<>();
    for (String segment : (path.startsWith("/") ? path : folder + path).split("/", -1)) {
      if (segment.equals("..") && !segments.isEmpty()) {
        segments.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
        segments.add(segment);
      }
    }
    String name = String.join("/", segments);
    return file.has(name) ? name : decoded(name);
  }

  private static String decoded(String name) {
    if (!name.matches("(?:[^%]|%[0-9A-Fa-f]{2})*+")) {
      return name;
    }
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
