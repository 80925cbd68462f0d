package dev.bulkgpt.model.provider;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;

/// Tells what a proxy refuses from what a provider answers. The client gives out a proxy's answer
/// to `CONNECT` as if it were the provider's: a 403 would look like a key without rights.
///
/// @param login whether the proxy is shown a name and a password
record ProxyRefusals(HttpHost proxy, boolean login) {

  /// In the call's context once it is on its way through.
  private static final String SENT = "bulkgpt.sent";

  void watch(HttpClientBuilder client) {
    client
        .addExecInterceptorFirst("proxy refusals", this::ask)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(),
            "behind the proxy",
            (request, scope, chain) -> {
              scope.clientContext.setAttribute(SENT, true);
              return chain.proceed(request, scope);
            });
  }

  private ClassicHttpResponse ask(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    int status = response.getCode();
    if (scope.clientContext.getAttribute(SENT) == null
        || status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      response.close();
      throw new ProxyRefusedException(proxy.toHostString(), status, login);
    }
    return response;
  }
}
