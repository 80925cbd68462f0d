package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a server answered with status 200. It looks in this order: what kind of text it is;
/// an error in it; how the answer ended; a refusal; the text. What is none of these is garbage, and
/// worth another try.
final class OpenAiReply {

  private static final int CLASS = 100;

  /// Bodies that begin so are read without looking at them as text first.
  private static final byte USUAL = '{';

  private final Asked asked;
  private final JsonNode root;
  private final Usage usage;

  private OpenAiReply(Asked asked, JsonNode root, int bodyBytes) {
    this.asked = asked;
    this.root = root;
    usage = TokenCounts.read(root.path("usage"), bodyBytes, asked.bytes());
  }

  /// @param failures sorts an error that comes with status 200
  static ModelAnswer read(byte[] body, Asked asked, OpenAiFailure failures) {
    try {
      if (body.length > 0 && body[0] == USUAL) {
        return new OpenAiReply(asked, JsonMapper.shared().readTree(body), body.length)
            .answer(failures);
      }
      String text = new String(body, StandardCharsets.UTF_8);
      if (ReplyText.isPage(text)) {
        return page(body, asked);
      }
      JsonNode root =
          ReplyText.isEventStream(text)
              ? EventStreamReply.read(text)
              : JsonMapper.shared().readTree(body);
      return new OpenAiReply(asked, root, body.length).answer(failures);
    } catch (JacksonException e) {
      return garbage(asked, Usage.NONE);
    }
  }

  private static ModelFailure page(byte[] body, Asked asked) {
    return new ModelFailure.Elsewhere(
        "The provider answers with a web page, not an API (%s at %s answered %s). Check its base_url, and what stands between."
            .formatted(asked.model(), asked.host(), ErrorBody.of(body).sentence(Optional.empty())));
  }

  private ModelAnswer answer(OpenAiFailure failures) {
    JsonNode choices = root.path("choices");
    JsonNode choice = choices.path(0);
    Optional<JsonNode> error = error(choice);
    if (error.isPresent()) {
      return billed(failures.sort(status(error.get()), ErrorBody.of(error.get())));
    }
    if (choice.isMissingNode()) {
      return withoutChoice(failures);
    }
    String finish = choice.path("finish_reason").asString("");
    Content content = Content.of(choice.path("message"));
    return switch (Finish.of(finish)) {
      case FILTERED -> filtered(finish);
      case REFUSED -> refused(content.refusal());
      case FAILED ->
          new ModelFailure.Unusable(
              "The provider broke its answer off: " + finish + " (" + asked.model() + ").",
              Optional.empty(),
              usage);
      case UNKNOWN ->
          slip(
              "The answer ended with %s, which is no good end".formatted(ErrorBody.clean(finish)),
              false);
      case TOOL -> slip("The model called a tool instead of answering", true);
      case CUT -> said(content, choice, true);
      case GOOD -> said(content, choice, false);
    };
  }

  /// What was written before the error is billed all the same, where the answer tells it.
  private ModelFailure billed(ModelFailure failure) {
    if (!root.path("usage").isObject()) {
      return failure;
    }
    return switch (failure) {
      case ModelFailure.Transient it ->
          new ModelFailure.Unusable(it.message(), it.retryAfter(), usage);
      case ModelFailure.Permanent it -> new ModelFailure.Permanent(it.code(), it.message(), usage);
      default -> failure;
    };
  }

  private ModelAnswer said(Content content, JsonNode choice, boolean cut) {
    if (!content.refusal().isEmpty()) {
      return refused(content.refusal());
    }
    String text = Reasoning.off(content.text());
    if (text.isBlank() && content.callsTool()) {
      return slip("The model called a tool instead of answering", true);
    }
    if (!choice.path("message").isObject()) {
      return garbage(asked, root.has("usage") ? usage : Usage.NONE);
    }
    return new ModelReply(text, usage, cut);
  }

  /// Where an error may stand beside an answer that looks well.
  private Optional<JsonNode> error(JsonNode choice) {
    JsonNode top = root.path("error");
    JsonNode inner = choice.path("error");
    if (isSaid(top)) {
      return Optional.of(root);
    }
    return isSaid(inner) ? Optional.of(choice) : Optional.empty();
  }

  /// An empty object or text is no error, nor is one that says nothing.
  private static boolean isSaid(JsonNode error) {
    return error.isString()
        ? !error.stringValue().isBlank()
        : error.isContainer()
            && (status(error) != ErrorTable.NO_STATUS || !ErrorBody.of(error).words().isBlank());
  }

  /// Gemini tells so of a prompt it does not take; an error's message may stand at the top.
  private ModelAnswer withoutChoice(OpenAiFailure failures) {
    JsonNode feedback = root.path("promptFeedback");
    String blocked = feedback.path("blockReason").asString("");
    if (!blocked.isEmpty()) {
      return filtered(blocked);
    }
    ErrorBody said = ErrorBody.of(root);
    return said.words().isBlank()
        ? garbage(asked, root.has("usage") ? usage : Usage.NONE)
        : failures.sort(status(root), said);
  }

  /// The HTTP status an error names as its code.
  private static int status(JsonNode error) {
    JsonNode inner = error.path("error").isObject() ? error.path("error") : error;
    for (String name : new String[] {"code", "status", "status_code"}) {
      int code = inner.path(name).asInt(ErrorTable.NO_STATUS);
      if (code / CLASS == 4 || code / CLASS == 5) {
        return code;
      }
    }
    return ErrorTable.NO_STATUS;
  }

  private ModelFailure filtered(String word) {
    return new ModelFailure.Permanent(
        ErrorCode.CONTENT_FILTERED,
        "The provider's filter held the answer back: %s (%s)."
            .formatted(ErrorBody.clean(word), asked.model()),
        usage);
  }

  private ModelFailure refused(String words) {
    String said = words.isEmpty() ? "" : ": " + ErrorBody.clean(words);
    return new ModelFailure.Permanent(
        ErrorCode.REFUSED, "The model refused to answer (" + asked.model() + ")" + said, usage);
  }

  private ModelFailure slip(String what, boolean once) {
    return new ModelFailure.Slip(what + " (" + asked.model() + ").", usage, once);
  }

  private static ModelFailure garbage(Asked asked, Usage usage) {
    return new ModelFailure.Unusable(
        "The provider's answer could not be read (" + asked.model() + ").",
        Optional.empty(),
        usage);
  }
}
