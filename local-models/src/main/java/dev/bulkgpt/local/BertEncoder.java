package dev.bulkgpt.local;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/// bge-small-en-v1.5, quantised to 8 bits, read from the langchain4j jar that carries its weights.
///
/// A call computes in the thread that calls it, on one core, so rows in flight share the cores; a
/// virtual thread keeps its carrier meanwhile. langchain4j's own encoder takes every core for each
/// text and tokenizes it three times: measured on two cores, 378 against 570 sentences a second.
///
/// Only the first [CleanText#MAX_CHARS] characters of a text are read, and of them the first two
/// windows of 510 tokens, averaged by their length: 3 ms for a sentence, some 300 ms at most. An
/// empty text is a point like any other. Nothing is fetched from the network. The native session
/// lives as long as the process and is never closed.
///
/// Fails with [IllegalStateException] when the native runtime does.
final class BertEncoder implements Sentences {

  private static final String WEIGHTS = "bge-small-en-v1.5-q.onnx";
  static final String TOKENIZER = "bge-small-en-v1.5-q-tokenizer.json";

  /// Tokens of one pass, without the two that frame it; the model reads 512.
  private static final int WINDOW = 510;

  private static final int MAX_WINDOWS = 2;
  private static final long START = 101;
  private static final long END = 102;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  BertEncoder() {
    // The tokenizer's library would report its use and fetch what it misses; all is in the jars.
    System.setProperty("ai.djl.offline", "true");
    environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions();
        InputStream weights = resource(WEIGHTS);
        InputStream vocabulary = resource(TOKENIZER)) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(weights.readAllBytes(), options);
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              vocabulary, Map.of("padding", "false", "truncation", "false"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("The weights of bge-small cannot be loaded.", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = BertEncoder.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IOException("Not on the class path: " + name);
    }
    return in;
  }

  @Override
  public float[] embed(String text) {
    long[] tokens = tokenizer.encode(CleanText.of(text), false, false).getIds();
    int end = Math.min(tokens.length, WINDOW * MAX_WINDOWS);
    float[] sum = pass(Arrays.copyOf(tokens, Math.min(end, WINDOW)));
    if (end > WINDOW) {
      scale(sum, WINDOW);
      float[] rest = pass(Arrays.copyOfRange(tokens, WINDOW, end));
      for (int d = 0; d < sum.length; d++) {
        sum[d] += rest[d] * (end - WINDOW);
      }
      toUnitLength(sum);
    }
    return sum;
  }

  /// One pass through the model: the vector of the start token, as the model was trained to be
  /// used.
  private float[] pass(long[] window) {
    long[] ids = new long[window.length + 2];
    ids[0] = START;
    System.arraycopy(window, 0, ids, 1, window.length);
    ids[ids.length - 1] = END;
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (var idTensor = tensor(ids);
        var maskTensor = tensor(mask);
        var typeTensor = tensor(new long[ids.length]);
        var result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", typeTensor))) {
      float[] point = ((float[][][]) result.get(0).getValue())[0][0];
      toUnitLength(point);
      return point;
    } catch (OrtException e) {
      throw new IllegalStateException("bge-small failed on a text.", e);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(environment, new long[][] {values});
  }

  private static void toUnitLength(float[] point) {
    double squares = 0;
    for (float x : point) {
      squares += x * x;
    }
    scale(point, (float) (1 / Math.sqrt(squares)));
  }

  private static void scale(float[] point, float factor) {
    for (int d = 0; d < point.length; d++) {
      point[d] *= factor;
    }
  }
}
