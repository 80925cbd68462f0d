package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Told;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Everything that speaks OpenAI's chat completions: OpenAI, OpenRouter, Groq, Mistral, vLLM,
/// Ollama, LM Studio and more. Source: OpenAI's API reference, "Create chat completion".
public final class OpenAi implements Provider {

  /// The largest answer read, in bytes.
  static final int MAX_REPLY_BYTES = 4 << 20;

  private final ProviderSettings settings;
  private final URI address;
  private final HttpHost host;
  private final OpenAiRequest requests;
  private final CloseableHttpClient client;
  private final Deadlines deadlines;
  private final InstantSource time = InstantSource.system();

  public OpenAi(ProviderSettings settings) {
    this.settings = settings;
    String base = settings.baseUrl().toString();
    address = URI.create((base.endsWith("/") ? base : base + "/") + "chat/completions");
    host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
    requests = new OpenAiRequest(settings.form().outputLimit().name().toLowerCase(Locale.ROOT));
    client = HttpClientSetup.client(settings);
    deadlines = new Deadlines(settings.timeouts().call());
  }

  @Override
  public Response ask(ModelRequest request) throws InterruptedException {
    byte[] body = requests.write(request);
    HttpPost post = post(body);
    String model = request.model().toString();
    deadlines.watch(post);
    try {
      return client.execute(host, post, response -> answer(response, model, body.length));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the call was ended");
      }
      boolean late =
          deadlines.passed(post) || (e instanceof InterruptedIOException && !isConnect(e));
      return new Response(late ? timeout(model) : unreachable(e, model), Told.NOTHING);
    } finally {
      deadlines.forget(post);
    }
  }

  private HttpPost post(byte[] body) {
    HttpPost post = new HttpPost(address);
    post.setHeader(HttpHeaders.USER_AGENT, "bulkgpt");
    settings.headers().forEach(post::setHeader);
    settings
        .key()
        .ifPresent(key -> post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key.value()));
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return post;
  }

  private Response answer(ClassicHttpResponse response, String model, int requestBytes)
      throws IOException {
    Optional<byte[]> body = ReplyBody.read(response, MAX_REPLY_BYTES);
    LimitHeaders headers = LimitHeaders.of(response, time.instant());
    if (body.isEmpty()) {
      return new Response(tooLarge(model), headers.told());
    }
    return new Response(
        response.getCode() == 200
            ? OpenAiReply.read(body.get(), model, requestBytes)
            : OpenAiFailure.sort(response.getCode(), body.get(), headers.retryAfter(), model),
        headers.told());
  }

  private static ModelFailure tooLarge(String model) {
    return new ModelFailure.Unusable(
        "The provider's answer was larger than " + (MAX_REPLY_BYTES >> 20) + " MB (" + model + ").",
        Optional.empty(),
        Usage.NONE);
  }

  private static boolean isConnect(IOException e) {
    return e instanceof org.apache.hc.client5.http.ConnectTimeoutException;
  }

  private ModelFailure timeout(String model) {
    return new ModelFailure.Transient(
        ErrorCode.TIMEOUT,
        "timeout after " + settings.timeouts().call().toSeconds() + " s (" + model + ")",
        Optional.empty(),
        true);
  }

  /// The exception's own text may name hosts and ports, never keys; its kind says enough.
  private ModelFailure unreachable(IOException e, String model) {
    Optional<String> unconnected =
        switch (e) {
          case java.net.UnknownHostException unknown -> Optional.of("its host name is unknown");
          case java.net.ConnectException refused -> Optional.of("it refused the connection");
          case org.apache.hc.client5.http.ConnectTimeoutException slow ->
              Optional.of("it did not connect in time");
          case javax.net.ssl.SSLException tls -> Optional.of("no secure connection could be made");
          default -> Optional.empty();
        };
    String how = unconnected.orElse("the connection broke off");
    return new ModelFailure.Transient(
        ErrorCode.PROVIDER_ERROR,
        "The provider could not be reached: " + how + " (" + model + ").",
        Optional.empty(),
        unconnected.isEmpty());
  }

  @Override
  public void close() {
    deadlines.close();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
