package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.limit.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever breaks on the way to a provider is told in our words: neither a class's name nor a
/// library's message reaches a person.
class NetworkFailureTest {

  private static final NetworkFailure FAILURES =
      new NetworkFailure(
          new ProviderSettings(
              "p",
              URI.create("http://h:1"),
              Optional.empty(),
              Map.of(),
              Limits.concurrent(8),
              ProviderSettings.Timeouts.DEFAULT,
              ProviderSettings.Network.DIRECT,
              RequestForm.USUAL));

  /// @param said a part of the sentence
  record Case(IOException thrown, String said) {}

  static List<Case> cases() {
    return List.of(
        new Case(new UnknownHostException("nobody.invalid"), "the host name of h:1 is unknown"),
        new Case(new ConnectException("Connection refused"), "h:1 refused the connection"),
        new Case(new HttpHostConnectException("Connect to h failed"), "h:1 refused the connection"),
        new Case(new ConnectTimeoutException("Connect timed out"), "h:1 did not connect in time"),
        new Case(new NoRouteToHostException("No route to host"), "there is no way to h:1"),
        new Case(new SocketTimeoutException("Read timed out"), "did not answer within"),
        new Case(new SSLException("handshake_failure"), "no secure connection to h:1"),
        new Case(untrusted(), "The certificate of h:1 is not trusted"),
        new Case(
            new SSLPeerUnverifiedException("Certificate for <h> doesn't match"),
            "it was issued for another host"),
        new Case(new SocketException("Connection reset"), "broke before the answer was whole"),
        new Case(new NoHttpResponseException("h:1 failed to respond"), "broke before the answer"),
        new Case(
            new ConnectionClosedException("Premature end of chunk"), "broke before the answer"),
        new Case(new TruncatedChunkException("Truncated chunk"), "broke before the answer"),
        new Case(new MalformedChunkCodingException("Bad chunk header"), "broke before the answer"),
        new Case(new EOFException("Unexpected end of ZLIB"), "broke before the answer was whole"),
        new Case(new IOException("Stream closed"), "broke before the answer was whole"));
  }

  private static IOException untrusted() {
    var failure = new SSLHandshakeException("PKIX path building failed");
    failure.initCause(new CertPathBuilderException("unable to find valid certification path"));
    return failure;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itIsASentence(Case broken) {
    ModelFailure failure = FAILURES.sort(broken.thrown(), new ModelId("p", "m"), false, null);
    assertThat(failure.message())
        .contains(broken.said())
        .doesNotContain("Exception", String.valueOf(broken.thrown().getMessage()));
  }
}
