package dev.bulkgpt.bench;

import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A peer: LangChain4j's OpenAI chat model called in a loop on virtual threads, as its users do.
///
/// Arguments: base URL, calls, calls at once.
public final class LangChainLoop {

  private LangChainLoop() {}

  public static void main(String[] arguments) throws InterruptedException {
    int calls = Integer.parseInt(arguments[1]);
    int atOnce = Integer.parseInt(arguments[2]);
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .baseUrl(arguments[0])
            .apiKey("none")
            .modelName("echo")
            .maxRetries(0)
            .build();
    AtomicInteger next = new AtomicInteger();
    AtomicLong characters = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(atOnce);
    for (int i = 0; i < atOnce; i++) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              for (int call = next.incrementAndGet();
                  call <= calls;
                  call = next.incrementAndGet()) {
                characters.addAndGet(model.chat(Prompts.text(call)).length());
              }
            } finally {
              ended.countDown();
            }
          });
    }
    ended.await();
    System.out.println(characters);
  }
}
