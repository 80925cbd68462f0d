package dev.bulkgpt.app;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hosts that calls go to straight, as `NO_PROXY` lists them: names with their subdomains,
/// addresses, networks, `*` for all; each may be bound to a port. Separated by commas and blanks.
record NoProxy(String list) {

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /// A name or an address, perhaps in brackets and with a port.
  private static final Pattern WITH_PORT =
      Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]]+):(\\d{1,5})");

  private static final int BITS_PER_BYTE = 8;

  /// @param host as in a URL
  boolean covers(String host, int port) {
    String asked = bare(host);
    return SEPARATOR.splitAsStream(list).anyMatch(entry -> covers(entry, asked, port));
  }

  private static boolean covers(String entry, String host, int port) {
    Matcher bound = WITH_PORT.matcher(entry);
    if (bound.matches()) {
      return Integer.parseInt(bound.group(2)) == port && names(bare(bound.group(1)), host);
    }
    return names(bare(entry), host);
  }

  private static boolean names(String entry, String host) {
    if (entry.equals("*")) {
      return true;
    }
    Optional<byte[]> address = address(host);
    if (address.isPresent()) {
      return isInNetwork(entry, address.get());
    }
    String name = entry.startsWith("*.") ? entry.substring(2) : entry;
    name = name.startsWith(".") ? name.substring(1) : name;
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  private static boolean isInNetwork(String entry, byte[] address) {
    int slash = entry.indexOf('/');
    Optional<byte[]> network = address(bare(slash < 0 ? entry : entry.substring(0, slash)));
    if (network.isEmpty() || network.get().length != address.length) {
      return false;
    }
    int all = address.length * BITS_PER_BYTE;
    int bits = slash < 0 ? all : bits(entry.substring(slash + 1));
    return bits >= 0 && bits <= all && beginAlike(network.get(), address, bits);
  }

  private static boolean beginAlike(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % BITS_PER_BYTE;
      if (((one[bit / BITS_PER_BYTE] ^ other[bit / BITS_PER_BYTE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  /// Without brackets, without a name's last dot, in small letters.
  private static String bare(String host) {
    String bare = host.toLowerCase(Locale.ROOT);
    if (bare.startsWith("[") && bare.endsWith("]")) {
      return bare.substring(1, bare.length() - 1);
    }
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /// Of an address in figures; empty for a name, which is not looked up.
  private static Optional<byte[]> address(String host) {
    if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host).getAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
