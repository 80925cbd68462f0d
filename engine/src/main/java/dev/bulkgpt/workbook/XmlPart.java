package dev.bulkgpt.workbook;

import com.fasterxml.aalto.AsyncXMLInputFactory;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.bulkgpt.csv.InputRefusedException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A part of a workbook as the starts and ends of its elements, with their attributes and text.
/// Elements of foreign namespaces are passed over with all that they hold.
///
/// Nothing is fetched and no entity is defined: a document type is refused. What the parser must
/// hold at once is bounded, whatever the part holds ([WorkbookLimits]).
final class XmlPart implements Closeable {

  /// As Excel writes them; and the Strict ones.
  private static final Set<String> NAMESPACES =
      Set.of(
          "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
          "http://purl.oclc.org/ooxml/spreadsheetml/main",
          "http://schemas.openxmlformats.org/package/2006/relationships");

  private final String part;
  private final WorkbookLimits limits;
  private final Guard guard;
  private final XMLStreamReader xml;
  private final Set<String> names = new HashSet<>();
  private long nameChars;
  private int depth;
  private boolean start;

  /// @param part its name, for a person
  XmlPart(InputStream in, String part, WorkbookLimits limits) throws IOException {
    this.part = part;
    this.limits = limits;
    guard = new Guard(in, limits.tokenBytes());
    try {
      // Names are remembered by a factory: one of its own for each part.
      InputFactoryImpl factory = new InputFactoryImpl();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(AsyncXMLInputFactory.P_LAZY_PARSING, false);
      xml = factory.createXMLStreamReader(guard);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /// Goes to the next start or end of an element.
  ///
  /// @return false at the end of the part
  boolean next() throws IOException {
    while (true) {
      switch (event()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (isOurs()) {
            start = true;
            return true;
          }
          skip();
        }
        case XMLStreamConstants.END_ELEMENT -> {
          start = false;
          return true;
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        default -> {
          // Text between elements means nothing.
        }
      }
    }
  }

  /// It is the start of such an element.
  boolean starts(String name) {
    return start && xml.getLocalName().equals(name);
  }

  boolean isStart() {
    return start;
  }

  String name() {
    return xml.getLocalName();
  }

  /// How deep it lies: the root is 1, both at its start and at its end.
  int depth() {
    return start ? depth : depth + 1;
  }

  /// Of the element that starts here.
  ///
  /// @return null when it has none of this name without a namespace
  @Nullable String attribute(String name) {
    return xml.getAttributeValue("", name);
  }

  /// Likewise, for one of the namespaces.
  @Nullable String attribute(Set<String> namespaces, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)
          && namespaces.contains(String.valueOf(xml.getAttributeNamespace(i)))) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  /// A switch, as XML Schema spells it.
  boolean flag(String name) {
    String value = attribute(name);
    return value != null && (value.equals("1") || value.equals("true") || value.equals("on"));
  }

  /// Adds the text of the element that starts here, without that of elements in it, and goes to its
  /// end. What is longer than so many characters is cut one character after.
  void text(StringBuilder to, int most) throws IOException {
    int outside = depth - 1;
    while (depth > outside) {
      int event = event();
      boolean isText =
          event == XMLStreamConstants.CHARACTERS
              || event == XMLStreamConstants.CDATA
              || event == XMLStreamConstants.SPACE;
      if (isText && depth == outside + 1) {
        int room = most + 1 - to.length();
        to.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
      }
    }
    start = false;
  }

  /// Goes to the end of the element that starts here.
  void skip() throws IOException {
    int outside = depth - 1;
    while (depth > outside) {
      event();
    }
    start = false;
  }

  private int event() throws IOException {
    guard.allow();
    int event;
    try {
      event = xml.next();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> started();
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.DTD ->
          throw new InputRefusedException(
              "The part `%s` of the workbook has a DOCTYPE. No spreadsheet writes one: this file was made to do harm."
                  .formatted(part));
      case XMLStreamConstants.ENTITY_REFERENCE -> throw notXml();
      default -> {
        // Text, comments and instructions.
      }
    }
    return event;
  }

  private void started() throws InputRefusedException {
    depth++;
    named(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      named(xml.getAttributeLocalName(i));
    }
    for (int i = 0; i < xml.getNamespaceCount(); i++) {
      named(String.valueOf(xml.getNamespacePrefix(i)));
      named(String.valueOf(xml.getNamespaceURI(i)));
    }
    boolean tooMany = names.size() > limits.names() || nameChars > limits.nameChars();
    if (depth > limits.depth() || tooMany) {
      throw new InputRefusedException(
          "The part `%s` of the workbook is built in a way that no spreadsheet builds one: %s."
              .formatted(
                  part,
                  tooMany
                      ? "it has more than %,d names, or very long ones".formatted(limits.names())
                      : "elements lie in each other more than %,d deep".formatted(limits.depth())));
    }
  }

  /// The parser remembers every name, so they are counted.
  private void named(String name) {
    if (names.add(name)) {
      nameChars += name.length();
    }
  }

  private boolean isOurs() {
    return NAMESPACES.contains(String.valueOf(xml.getNamespaceURI()));
  }

  /// What the stream beneath refused is the reason; else it is no XML.
  private IOException failed(XMLStreamException e) {
    if (guard.failure != null) {
      return guard.failure;
    }
    InputRefusedException refused = notXml();
    refused.initCause(e);
    return refused;
  }

  private InputRefusedException notXml() {
    return new InputRefusedException(
        "The workbook is damaged: its part `%s` is not well-formed XML. Open it in Excel or LibreOffice and save it again."
            .formatted(part));
  }

  @Override
  public void close() throws IOException {
    guard.close();
  }

  /// Stops a parser that reads on and on without giving anything.
  private final class Guard extends FilterInputStream {

    private final int most;
    private int left;
    private @Nullable IOException failure;

    Guard(InputStream in, int most) {
      super(in);
      this.most = most;
      left = most;
    }

    void allow() {
      left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = in.read(target, offset, length);
        left -= Math.max(0, count);
        if (left < 0) {
          throw new InputRefusedException(
              "The part `%s` of the workbook holds a tag, a text or a comment of more than %,d bytes. No spreadsheet writes one."
                  .formatted(part, most));
        }
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
