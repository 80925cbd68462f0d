package dev.bulkgpt.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/// The limit to compare with: Apache HttpClient 5 on virtual threads, calling in a loop. No CSV, no
/// ledger, no limits: nothing that makes a result durable or true.
///
/// Arguments: base URL, calls, calls at once.
public final class RawLoop {

  private RawLoop() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    String url = arguments[0] + "/chat/completions";
    int calls = Integer.parseInt(arguments[1]);
    int atOnce = Integer.parseInt(arguments[2]);
    AtomicInteger next = new AtomicInteger();
    AtomicLong characters = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(atOnce);
    try (CloseableHttpClient client = client(atOnce)) {
      for (int i = 0; i < atOnce; i++) {
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int call = next.incrementAndGet();
                    call <= calls;
                    call = next.incrementAndGet()) {
                  characters.addAndGet(ask(client, url, call));
                }
              } catch (IOException e) {
                System.err.println(e);
              } finally {
                ended.countDown();
              }
            });
      }
      ended.await();
    }
    System.out.println(characters);
  }

  static int ask(CloseableHttpClient client, String url, int call) throws IOException {
    HttpPost post = new HttpPost(url);
    post.setEntity(
        new ByteArrayEntity(
            Prompts.body(call).getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    return client.execute(post, response -> EntityUtils.toString(response.getEntity()).length());
  }

  static CloseableHttpClient client(int atOnce) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(atOnce)
                .setMaxConnPerRoute(atOnce)
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setBufferSize(2048).build())
                        .build())
                .build())
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .build();
  }
}
