package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.model.ProviderSettings.Proxy;
import dev.bulkgpt.model.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Proxies are read as curl reads them.
class ProxySettingsTest {

  private static final String P = "http://p.example:3128";

  /// The environment, variables separated by `; ` · a base URL · the proxy, or `direct`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTPS_PROXY=http://p.example:3128                             | https://api.x.org/v1      | http://p.example:3128
          https_proxy=http://p.example:3128                             | https://api.x.org/v1      | http://p.example:3128
          https_proxy=http://a.example:1; HTTPS_PROXY=http://b.example:1 | https://api.x.org/v1     | http://a.example:1
          https_proxy=; HTTPS_PROXY=http://b.example:1                  | https://api.x.org/v1      | http://b.example:1
          HTTPS_PROXY=http://p.example:3128                             | http://api.x.org/v1       | direct
          http_proxy=http://p.example:3128                              | http://api.x.org/v1       | http://p.example:3128
          http_proxy=http://p.example:3128                              | http://127.0.0.1:11434/v1 | http://p.example:3128
          http_proxy=http://p.example:3128                              | https://api.x.org/v1      | direct
          HTTP_PROXY=http://p.example:3128                              | http://api.x.org/v1       | direct
          ALL_PROXY=http://p.example:3128                               | http://api.x.org/v1       | http://p.example:3128
          all_proxy=http://a.example:1; ALL_PROXY=http://b.example:1    | https://api.x.org/v1      | http://a.example:1
          all_proxy=http://a.example:1; HTTPS_PROXY=http://b.example:1  | https://api.x.org/v1      | http://b.example:1
          HTTPS_PROXY=p.example:3128                                    | https://api.x.org/v1      | http://p.example:3128
          HTTPS_PROXY=p.example                                         | https://api.x.org/v1      | http://p.example:1080
          HTTPS_PROXY=http://p.example/                                 | https://api.x.org/v1      | http://p.example:1080
          HTTPS_PROXY=https://p.example                                 | https://api.x.org/v1      | https://p.example:443
          HTTPS_PROXY=HTTP://10.0.0.1:8080/path                         | https://api.x.org/v1      | http://10.0.0.1:8080
          HTTPS_PROXY=http://[::1]:8080                                 | https://api.x.org/v1      | http://[::1]:8080
          ''                                                            | https://api.x.org/v1      | direct
          """)
  void theProxyIs(String environment, String url, String proxy) {
    assertThat(read(environment, url).map(it -> it.address().toString()).orElse("direct"))
        .isEqualTo(proxy);
  }

  /// `NO_PROXY` · a base URL · whether it is excepted.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                          | https://api.x.org/v1       | direct
          x.org                      | https://x.org/v1           | direct
          x.org                      | https://api.x.org/v1       | direct
          x.org                      | https://notx.org/v1        | proxy
          .x.org                     | https://api.x.org/v1       | direct
          .x.org                     | https://x.org/v1           | direct
          *.x.org                    | https://api.x.org/v1       | direct
          API.X.ORG                  | https://api.x.org/v1       | direct
          x.org.                     | https://api.x.org/v1       | direct
          x.org                      | https://api.x.org./v1      | direct
          a.org,x.org                | https://api.x.org/v1       | direct
          'a.org, x.org'             | https://api.x.org/v1       | direct
          'a.org x.org'              | https://api.x.org/v1       | direct
          ', ,'                      | https://api.x.org/v1       | proxy
          x.org:443                  | https://api.x.org/v1       | direct
          x.org:8443                 | https://api.x.org/v1       | proxy
          x.org:8443                 | https://api.x.org:8443/v1  | direct
          10.0.0.1                   | https://10.0.0.1/v1        | direct
          10.0.0.1                   | https://10.0.0.11/v1       | proxy
          10.0.0.1:8443              | https://10.0.0.1:8443/v1   | direct
          10.0.0.0/8                 | https://10.20.30.40/v1     | direct
          10.0.0.0/8                 | https://11.0.0.1/v1        | proxy
          192.168.4.0/22             | https://192.168.7.255/v1   | direct
          192.168.4.0/22             | https://192.168.8.0/v1     | proxy
          0.0.0.0/0                  | https://8.8.8.8/v1         | direct
          10.0.0.0/33                | https://10.0.0.1/v1        | proxy
          10.0.0.0/x                 | https://10.0.0.1/v1        | proxy
          10.0.0.0/8                 | https://10.example.org/v1  | proxy
          127.0.0.0/8                | https://127.0.0.1:9443/v1  | direct
          127.0.0.1                  | https://localhost/v1       | proxy
          localhost                  | https://127.0.0.1/v1       | proxy
          ::1                        | https://[::1]:9443/v1      | direct
          [::1]                      | https://[::1]:9443/v1      | direct
          [::1]:9443                 | https://[::1]:9443/v1      | direct
          [::1]:9444                 | https://[::1]:9443/v1      | proxy
          0:0:0:0:0:0:0:1            | https://[::1]/v1           | direct
          fd00::/8                   | https://[fd12:3456::1]/v1  | direct
          fd00::/8                   | https://[fe80::1]/v1       | proxy
          """)
  void noProxyExcepts(String list, String url, String way) {
    for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
      Map<String, String> environment = Map.of("HTTPS_PROXY", P, name, list);
      assertThat(read(environment, url).isPresent()).as(name).isEqualTo(way.equals("proxy"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://anna:secret@p.example:3128, anna:secret",
    "anna:secret@p.example:3128, anna:secret",
    "http://anna@p.example:3128, anna:",
    "http://anna%40corp:p%3Aw%2F%25@p.example:3128, anna@corp:p:w/%",
    "http://anna:p@ss/w#rd@p.example:3128/, anna:p@ss/w#rd",
    "http://anna:50%@p.example:3128, anna:50%",
    "http://anna:%C3%A4+b@p.example:3128, anna:ä+b",
  })
  void nameAndPasswordAreReadAndNotShown(String value, String login) {
    Proxy proxy = read(Map.of("HTTPS_PROXY", value), "https://api.x.org/v1").orElseThrow();

    assertThat(proxy.address()).hasToString(P);
    assertThat(proxy.login().map(Secret::value)).contains(login);
    assertThat(proxy.toString()).doesNotContain(login);
  }

  @ParameterizedTest
  @CsvSource({
    "socks5://u:geheim@p:1, HTTPS_PROXY names a SOCKS proxy",
    "SOCKS5H://p, HTTPS_PROXY names a SOCKS proxy",
    "socks4://p, HTTPS_PROXY names a SOCKS proxy",
    "ftp://u:geheim@p, HTTPS_PROXY is not a proxy's address",
    "http://u:geheim@, HTTPS_PROXY is not a proxy's address",
    "http://p:99999, HTTPS_PROXY is not a proxy's address",
    "http://u:geheim@p:x, HTTPS_PROXY is not a proxy's address",
  })
  void whatCannotBeUsedIsRefusedByTheNameOfTheVariable(String value, String sentence) {
    assertThatThrownBy(() -> read(Map.of("HTTPS_PROXY", value), "https://api.x.org/v1"))
        .isInstanceOfSatisfying(
            CommandFailedException.class, e -> assertThat(e.exit()).isEqualTo(Exit.USAGE))
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("geheim");
  }

  @Test
  void aProxyThatIsNotUsedIsNotLookedAt() {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "socks5://p", "NO_PROXY", "x.org");
    assertThat(read(environment, "https://api.x.org/v1")).isEmpty();
  }

  private static Optional<Proxy> read(String environment, String url) {
    Map<String, String> variables = new HashMap<>();
    for (String variable : environment.split("; ", -1)) {
      if (!variable.isEmpty()) {
        String[] parts = variable.split("=", 2);
        variables.put(parts[0], parts[1]);
      }
    }
    return read(variables, url);
  }

  private static Optional<Proxy> read(Map<String, String> environment, String url) {
    return new ProxySettings(Configuration.checked(SettingsFile.NONE, environment))
        .proxyFor(URI.create(url));
  }
}
