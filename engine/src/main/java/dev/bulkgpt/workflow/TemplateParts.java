package dev.bulkgpt.workflow;

import com.samskivert.mustache.Mustache;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a compiled template consists of, flat.
///
/// @param isPlain texts and variables only, so that it is a simple concatenation
record TemplateParts(List<Part> parts, boolean isPlain, List<String> unsupported) {

  static final int MAX_SECTIONS = 500;

  /// Noncharacters of Unicode.
  private static final char LINE_FEED = '\uFDD0';

  private static final char CARRIAGE_RETURN = '\uFDD1';

  /// Names that mean "the value of the section around this" inside sections.
  private static final Set<String> SECTION_VALUE = Set.of(".", "this");

  /// A piece of text, or a name to look up.
  sealed interface Part {
    record Text(String text) implements Part {}

    record Variable(String name) implements Part {}

    /// `{{#name}}` or `{{^name}}`; what it holds follows.
    record Section(String name) implements Part {}
  }

  TemplateParts {
    parts = List.copyOf(parts);
    unsupported = List.copyOf(unsupported);
  }

  /// Mustache refuses a name in two lines: the ends of lines in tags become characters that no text
  /// has ([#name] turns them back).
  static String inOneLine(Pattern brokenTag, String source) {
    return brokenTag
        .matcher(source)
        .replaceAll(tag ->
            Matcher.quoteReplacement(
                tag.group().replace('\n', LINE_FEED).replace('\r', CARRIAGE_RETURN)));
  }

  /// A column's name, as it was before [#inOneLine].
  static String name(String compiled) {
    return compiled.replace(LINE_FEED, '\n').replace(CARRIAGE_RETURN, '\r').strip();
  }

  static TemplateParts of(com.samskivert.mustache.Template template) {
    var visitor = new Collecting();
    template.visit(visitor);
    boolean plain = visitor.parts.stream().noneMatch(Part.Section.class::isInstance);
    return new TemplateParts(visitor.parts, plain, visitor.unsupported);
  }

  List<String> names() {
    var names = new LinkedHashSet<String>();
    for (Part part : parts) {
      switch (part) {
        case Part.Variable(String name) when isPlain || !SECTION_VALUE.contains(name) ->
            names.add(name);
        case Part.Section(String name) -> names.add(name);
        case Part.Text _, Part.Variable _ -> {}
      }
    }
    return List.copyOf(names);
  }

  List<String> texts() {
    return parts.stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .toList();
  }

  /// Sentences about what Mustache allows and this language does not.
  List<String> faults(String source) {
    var faults = new ArrayList<>(unsupported);
    boolean otherDelimiters = source.contains("{{=");
    String text = String.join("", texts());
    if (!otherDelimiters && text.contains("{{")) {
      faults.add("The template has a tag that is opened by {{ and not closed by }}.");
    }
    if (parts.contains(new Part.Variable(""))) {
      faults.add("The template has a tag without a name; write {{Column Name}}.");
    }
    return faults;
  }

  private static final class Collecting implements Mustache.Visitor {

    private final List<Part> parts = new ArrayList<>();
    private final List<String> unsupported = new ArrayList<>();
    private int sections;

    @Override
    public void visitText(String text) {
      parts.add(new Part.Text(text));
    }

    @Override
    public void visitVariable(String name) {
      parts.add(new Part.Variable(name(name)));
    }

    @Override
    public boolean visitSection(String name) {
      return section(name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      return section(name);
    }

    @Override
    public boolean visitInclude(String name) {
      return refuse(">", name);
    }

    @Override
    public boolean visitParent(String name) {
      return refuse("<", name);
    }

    @Override
    public boolean visitBlock(String name) {
      return refuse("$", name);
    }

    /// A section too many is not looked into: the library's walk recurses.
    private boolean section(String name) {
      parts.add(new Part.Section(name(name)));
      sections++;
      if (sections == MAX_SECTIONS + 1) {
        unsupported.add("The template has more than " + MAX_SECTIONS + " sections.");
      }
      return sections <= MAX_SECTIONS;
    }

    private boolean refuse(String sigil, String name) {
      unsupported.add(
          "{{%s%s}} would include another template, which is not possible here. A column whose name begins with %s is written {{{%s%s}}}."
              .formatted(sigil, name, sigil, sigil, name));
      return false;
    }
  }
}
