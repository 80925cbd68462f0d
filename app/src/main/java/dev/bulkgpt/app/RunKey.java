package dev.bulkgpt.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;

/// What makes two runs the same: the parsed workflow, the input's bytes and where its providers
/// are. No option, path or key is part of it.
///
/// @param workflow canonical JSON
/// @param inputSha256 hex
/// @param providers base URLs by the providers' names
record RunKey(String workflow, String inputSha256, SortedMap<String, URI> providers) {

  private static final int ID_BYTES = 16;

  /// 32 hex digits.
  String id() {
    MessageDigest digest = InputFile.digest();
    add(digest, workflow);
    add(digest, inputSha256);
    providers.forEach((name, url) -> {
      add(digest, name);
      add(digest, url.toString());
    });
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  /// Each part with an end no text contains, so that no two keys run together.
  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xff);
  }
}
