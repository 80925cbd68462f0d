package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Secret;
import java.io.IOException;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/// Shows a proxy name and password with the first request already (RFC 7617, section 2.2), so that
/// it need not ask; the server behind it never sees them.
///
/// @param login `name:password`; a name has no colon
record ProxyLogin(HttpHost proxy, Secret login) implements ExecChainHandler {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    String[] parts = login.value().split(":", 2);
    BasicScheme basic = new BasicScheme();
    basic.initPreemptive(
        new UsernamePasswordCredentials(
            parts[0], (parts.length > 1 ? parts[1] : "").toCharArray()));
    AuthExchange exchange = new AuthExchange();
    exchange.select(basic);
    scope.clientContext.setAuthExchange(proxy, exchange);
    return chain.proceed(request, scope);
  }
}
