package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Told;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Everything that speaks OpenAI's chat completions: OpenAI, OpenRouter, Groq, Mistral, vLLM,
/// Ollama, LM Studio and more. Source: OpenAI's API reference, "Create chat completion".
///
/// Servers differ in what they call things. What they answer is read by meaning ([OpenAiReply],
/// [OpenAiFailure]); how they want to be asked is configured or learned from what they refuse
/// ([LearnedForms]).
public final class OpenAi implements Provider {

  /// The largest answer read, in bytes.
  static final int MAX_REPLY_BYTES = 4 << 20;

  private static final int CLASS = 100;

  private final ProviderSettings settings;
  private final URI address;
  private final HttpHost host;
  private final LearnedForms forms;
  private final CloseableHttpClient client;
  private final Deadlines deadlines;
  private final NetworkFailure network;
  private final InstantSource time = InstantSource.system();

  public OpenAi(ProviderSettings settings) {
    this.settings = settings;
    address = address(settings.baseUrl());
    host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
    forms = new LearnedForms(settings.form(), settings.key());
    client = HttpClientSetup.client(settings);
    deadlines = new Deadlines(settings.timeouts().call());
    network = new NetworkFailure(settings);
  }

  /// The base URL's path, then `/chat/completions`, then its query: Azure's holds the version.
  private static URI address(URI base) {
    String url = base.toString();
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return URI.create(
        (path.endsWith("/") ? path : path + "/")
            + "chat/completions"
            + (query < 0 ? "" : url.substring(query)));
  }

  @Override
  public Response ask(ModelRequest request) throws InterruptedException {
    RequestForm form = forms.of(request.model().name());
    byte[] body = new OpenAiRequest(request, form).bytes();
    HttpPost post = post(body);
    Reading reading = new Reading(new Asked(request, host.toHostString(), form, body.length));
    HttpClientContext context = HttpClientContext.create();
    deadlines.watch(post);
    try {
      return client.execute(host, post, context, reading::response);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the call was ended");
      }
      ModelFailure failure =
          deadlines.passed(post)
              ? network.late(request.model())
              : network.sort(e, request.model(), reading.began, context.getEndpointDetails());
      return new Response(failure, Told.NOTHING);
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

  /// Reads the response of one call.
  private final class Reading {
    private final Asked asked;

    /// The response's head has come.
    private boolean began;

    Reading(Asked asked) {
      this.asked = asked;
    }

    Response response(ClassicHttpResponse response) throws IOException {
      began = true;
      Instant now = time.instant();
      LimitHeaders headers = LimitHeaders.of(response, now);
      try {
        return ReplyBody.read(response, MAX_REPLY_BYTES)
            .map(body -> response(response.getCode(), body, headers, now))
            .orElseGet(() -> new Response(tooLarge(), headers.told()));
      } catch (ReplyBody.PackedException e) {
        return new Response(packed(e), headers.told());
      }
    }

    private Response response(int status, byte[] body, LimitHeaders headers, Instant now) {
      OpenAiFailure failures =
          new OpenAiFailure(headers.retryAfter(), asked.model(), settings.key(), now);
      if (status / CLASS == 2) {
        ModelAnswer answer = OpenAiReply.read(body, asked, failures);
        return new Response(answer, headers.told(), note(answer));
      }
      ErrorBody error = ErrorBody.of(body);
      ModelFailure failure = failures.sort(status, error);
      // What is said of the spelling of a request is nothing else that is known.
      Optional<Note> lesson =
          failure instanceof ModelFailure.Disputed ? forms.learn(asked, error) : Optional.empty();
      return new Response(
          lesson
              .<ModelFailure>map(note -> new ModelFailure.Respelled(note.sentence()))
              .orElse(failure),
          headers.told(),
          lesson);
    }

    private Optional<Note> note(ModelAnswer answer) {
      if (!(answer instanceof ModelReply reply)) {
        return Optional.empty();
      }
      if (CutPrompt.isLikely(reply.usage().inputTokens(), asked)) {
        return Optional.of(CutPrompt.note(reply.usage().inputTokens(), asked));
      }
      boolean ignoredSchema =
          asked.wantsSchema()
              && !reply.truncated()
              && !reply.text().isBlank()
              && reply.text().indexOf('{') < 0;
      return ignoredSchema ? forms.learnThatNobodyHoldsTheSchema(asked) : Optional.empty();
    }

    private ModelFailure tooLarge() {
      return new ModelFailure.Unusable(
          "The provider's answer was larger than %d MB (%s)."
              .formatted(MAX_REPLY_BYTES >> 20, asked.model()),
          Optional.empty(),
          Usage.NONE);
    }

    private ModelFailure packed(ReplyBody.PackedException e) {
      return new ModelFailure.Unusable(
          "The provider packed its answer in a way that was not asked for: %s (%s)."
              .formatted(e.getMessage(), asked.model()),
          Optional.empty(),
          Usage.NONE);
    }
  }

  @Override
  public void close() {
    deadlines.close();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
