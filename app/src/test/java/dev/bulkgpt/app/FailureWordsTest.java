package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stops a command is told in our words: neither a class's name nor a library's message
/// reaches a person.
class FailureWordsTest {

  /// @param said a part of the sentence
  record Case(Exception thrown, String said) {}

  static List<Case> files() {
    return List.of(
        new Case(new NoSuchFileException("/a"), "/a: there is no such file or folder."),
        new Case(new AccessDeniedException("/a"), "/a: this user may not read or write it."),
        new Case(new FileSystemException("/a", null, "Is a directory"), "/a: it is a folder."),
        new Case(new FileSystemException("/a", null, "Not a directory"), "a part of its path"),
        new Case(new FileSystemException("/a", null, "Read-only file system"), "nothing may be"),
        new Case(new FileSystemException("/a", null, "EBADF 77"), "it cannot be read or written"),
        new Case(new IOException("No space left on device"), "the disk is full"),
        new Case(new IOException("Map failed"), "it cannot be read or written"),
        new Case(new UncheckedIOException(new MalformedInputException(1)), "it is not UTF-8 text"),
        new Case(new SQLException("[SQLITE_NOTADB] x", null, 26), "it is no database"),
        new Case(new IllegalStateException(new SQLException("FATAL: x", "28P01")), "password"),
        new Case(new SQLException("Connection to h refused", "08001"), "nothing answers there"),
        new Case(new SQLException("remaining slots", "53300"), "no connection left"),
        new Case(new SQLException("odd", "XX000"), "it does not answer as it should"));
  }

  static List<Case> servers() {
    return List.of(
        new Case(new UnknownHostException("nobody.invalid"), "its host name is unknown"),
        new Case(new ConnectException("Connection refused"), "it refused the connection"),
        new Case(new HttpHostConnectException("Connect to h failed"), "it refused the connection"),
        new Case(new NoRouteToHostException("No route"), "there is no way to it"),
        new Case(new SocketTimeoutException("Read timed out"), "it did not answer in time"),
        new Case(new BindException("Address already in use"), "the port is taken"),
        new Case(new SSLHandshakeException("PKIX path building failed"), "no secure connection"),
        new Case(new NoHttpResponseException("h failed to respond"), "the connection broke"),
        new Case(new ConnectionClosedException("Premature end of chunk"), "the connection broke"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileOrADatabase(Case broken) {
    assertOurs(FailureWords.sentence(broken.thrown()).orElseThrow(), broken);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aServer(Case broken) {
    assertOurs(FailureWords.network((IOException) broken.thrown()), broken);
  }

  @Test
  void aFaultOfTheProgramHasNoWordsOfALibrary() {
    assertThat(FailureWords.sentence(new IllegalStateException("index 3"))).isEmpty();
  }

  private static void assertOurs(String told, Case broken) {
    assertThat(told)
        .contains(broken.said())
        .doesNotContain("Exception", "java.", "SQLITE", "FATAL", "PKIX", "EBADF", "Connect to");
  }
}
