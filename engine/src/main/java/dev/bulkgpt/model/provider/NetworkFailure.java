package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ProviderSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/// Sorts calls that came to no answer. The exceptions' own texts are for programmers; the kind, and
/// the host, say enough.
///
/// @param settings the provider's
record NetworkFailure(ProviderSettings settings) {

  private static final int CLASS = 100;

  /// The call's time was over.
  ModelFailure late(ModelId model) {
    return new ModelFailure.Transient(
        ErrorCode.TIMEOUT,
        "The provider did not answer within %d s (%s)."
            .formatted(settings.timeouts().call().toSeconds(), model),
        Optional.empty(),
        true);
  }

  /// @param began the head of the answer had come
  /// @param connection as far as one stood
  ModelFailure sort(
      IOException e, ModelId model, boolean began, @Nullable EndpointDetails connection) {
    if (isUntrusted(e)) {
      return untrusted(e, model);
    }
    if (e instanceof ProxyRefusedException refused) {
      return refused(refused, model);
    }
    if (e instanceof ConnectTimeoutException) {
      return unreached("%s did not connect in time".formatted(next()), model);
    }
    if (e instanceof InterruptedIOException) {
      return late(model);
    }
    if (!began && hasServed(connection) && isBreak(e)) {
      return new ModelFailure.Dropped(
          "%s closed a kept connection without an answer (%s).".formatted(host(), model));
    }
    return switch (e) {
      case UnknownHostException _ ->
          unreached("the host name of %s is unknown".formatted(next()), model);
      case java.net.ConnectException _ ->
          unreached("%s refused the connection".formatted(next()), model);
      case java.net.NoRouteToHostException _ ->
          unreached("there is no way to %s".formatted(next()), model);
      case SSLException _ ->
          unreached("no secure connection to %s could be made".formatted(host()), model);
      default ->
          new ModelFailure.Transient(
              ErrorCode.PROVIDER_ERROR,
              "The connection to %s broke before the answer was whole (%s)."
                  .formatted(host(), model),
              Optional.empty(),
              true);
    };
  }

  private String host() {
    return host(settings.baseUrl());
  }

  private static String host(URI address) {
    return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  /// Who is connected to.
  private String next() {
    return settings.network().proxy().map(it -> "the proxy " + host(it.address())).orElse(host());
  }

  /// What a person must see to pauses at once; a gateway that is down may come back.
  private static ModelFailure refused(ProxyRefusedException e, ModelId model) {
    return e.status() / CLASS == 4
        ? new ModelFailure.Halting(
            ErrorCode.PROVIDER_ERROR,
            "No call gets through: %s (%s).".formatted(e.getMessage(), model))
        : unreached(String.valueOf(e.getMessage()), model);
  }

  private static ModelFailure unreached(String how, ModelId model) {
    return new ModelFailure.Transient(
        ErrorCode.PROVIDER_ERROR,
        "The provider could not be reached: " + how + " (" + model + ").",
        Optional.empty(),
        false);
  }

  /// It has answered a call before this one.
  private static boolean hasServed(@Nullable EndpointDetails connection) {
    return connection != null && connection.getResponseCount() > 0;
  }

  private static boolean isBreak(IOException e) {
    return e instanceof NoHttpResponseException
        || e instanceof ConnectionClosedException
        || e instanceof SocketException;
  }

  private static boolean isUntrusted(IOException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || isUnsigned(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnsigned(Throwable cause) {
    return cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
  }

  private static boolean isOthers(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (isUnsigned(cause)) {
        return false;
      }
    }
    return true;
  }

  private ModelFailure untrusted(IOException e, ModelId model) {
    String why =
        isOthers(e)
            ? "it was issued for another host. Check the base_url."
            : "it has expired, or no known authority signed it. If it is your own, set providers.%s.ca_file to the authority's certificate (PEM)."
                .formatted(settings.name());
    return new ModelFailure.Halting(
        ErrorCode.PROVIDER_ERROR,
        "The certificate of %s is not trusted: %s (%s)".formatted(host(), why, model));
  }
}
