package dev.bulkgpt.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Classifier.Verdict;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.LocalModels;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BgeSmallTest {

  private final LocalModels models = new BgeSmall();
  private final Classifier bare = classifier(SupportDesk.BARE);
  private final Classifier taught = classifier(SupportDesk.WITH_EXAMPLES);

  private Classifier classifier(List<Label> labels) {
    return models.classifier("bge-small", labels).orElseThrow();
  }

  @Test
  void itIsFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(LocalModels.class)).hasAtLeastOneElementOfType(BgeSmall.class);
  }

  @Test
  void anotherModelIsNotHere() {
    assertThat(models.classifier("bge-large", SupportDesk.BARE)).isEmpty();
    assertThat(models.classifier("", SupportDesk.BARE)).isEmpty();
  }

  @Test
  void everyMessageFindsItsLabelWhenTheLabelsHaveExamples() {
    SupportDesk.MESSAGES.forEach((message, label) ->
        assertThat(taught.classify(message).label()).as(message).isEqualTo(label));
  }

  @Test
  void anExampleIsGivenItsOwnLabel() {
    for (Label label : SupportDesk.WITH_EXAMPLES) {
      for (String example : label.examples()) {
        assertThat(taught.classify(example).label()).as(example).isEqualTo(label.name());
      }
    }
  }

  @Test
  void bareNamesFindMostMessages() {
    long right =
        SupportDesk.MESSAGES.entrySet().stream()
            .filter(message -> bare.classify(message.getKey()).label().equals(message.getValue()))
            .count();
    assertThat(right).isGreaterThanOrEqualTo(6);
  }

  @Test
  void aSentenceTellsMoreThanAnOpaqueName() {
    var told =
        classifier(
            List.of(
                new Label("q1", "The customer asks about a payment or an invoice.", List.of()),
                new Label("q2", "The customer asks where a parcel is.", List.of())));
    assertThat(told.classify("I was charged twice").label()).isEqualTo("q1");
    assertThat(told.classify("The courier lost my box").label()).isEqualTo("q2");
  }

  @Test
  void examplesBeatBareNamesThatSayNothing() {
    assertThat(rightAmongOpaque(classifier(SupportDesk.OPAQUE_WITH_EXAMPLES)))
        .isGreaterThan(rightAmongOpaque(classifier(SupportDesk.OPAQUE)))
        .isGreaterThanOrEqualTo(7);
  }

  private static long rightAmongOpaque(Classifier classifier) {
    List<String> names = SupportDesk.BARE.stream().map(Label::name).toList();
    return SupportDesk.MESSAGES.entrySet().stream()
        .filter(message ->
            classifier
                .classify(message.getKey())
                .label()
                .equals("q" + (names.indexOf(message.getValue()) + 1)))
        .count();
  }

  @Test
  void aLabelWithoutExamplesIsFoundBesideOthersThatHaveSome() {
    var labels = new ArrayList<>(SupportDesk.WITH_EXAMPLES);
    labels.set(1, new Label("shipping", "Where is my parcel?", List.of()));
    assertThat(classifier(labels).classify("When will my order be delivered?").label())
        .isEqualTo("shipping");
  }

  @Test
  void aClassifierMadeAgainGivesTheSameVerdicts() {
    Classifier again = classifier(SupportDesk.WITH_EXAMPLES);
    for (String message : SupportDesk.MESSAGES.keySet()) {
      assertThat(again.classify(message)).isEqualTo(taught.classify(message));
    }
  }

  @Test
  void manyThreadsAtOnceGetTheVerdictsOfOne() throws Exception {
    List<String> messages = List.copyOf(SupportDesk.MESSAGES.keySet());
    List<Verdict> alone = messages.stream().map(taught::classify).toList();
    List<Callable<Verdict>> asks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String message = messages.get(i % messages.size());
      asks.add(() -> taught.classify(message));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Verdict>> answers = threads.invokeAll(asks);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(alone.get(i % alone.size()));
      }
    }
  }

  @Test
  void examplesThatAreAllTheSameTextStillMakeAClassifier() {
    var twins =
        List.of(new Label("a", "same", List.of("same")), new Label("b", "same", List.of("same")));
    assertThat(classifier(twins).classify("anything")).isEqualTo(new Verdict("a", 0.5));
  }

  @ParameterizedTest
  @MethodSource("nastyTexts")
  void aNastyTextGetsALabelAndAScore(String text) {
    for (Classifier classifier : List.of(bare, taught)) {
      Verdict verdict = classifier.classify(text);
      assertThat(SupportDesk.BARE).extracting(Label::name).contains(verdict.label());
      if (verdict.doubt().isPresent()) {
        assertThat(verdict.score()).isZero();
      } else {
        assertThat(verdict.score()).isBetween(0.25, 1.0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Tolles Produkt, danke schön!', not English",
    "¿Dónde está mi pedido?, not English",
    "注文はどこですか?, not English",
    "'', empty text",
    "'\u00a0\u200b', empty text"
  })
  void aTextItCannotKnowIsAGuessAndSaysWhy(String text, String why) {
    for (Classifier classifier : List.of(bare, taught)) {
      Verdict verdict = classifier.classify(text);
      assertThat(SupportDesk.BARE).extracting(Label::name).contains(verdict.label());
      assertThat(verdict.score()).isZero();
      assertThat(verdict.doubt().orElseThrow().kind()).isEqualTo(why);
    }
  }

  @Test
  void whatItKnowsIsNotDoubted() {
    SupportDesk.MESSAGES
        .keySet()
        .forEach(message -> assertThat(taught.classify(message).doubt()).as(message).isEmpty());
  }

  @Test
  void labelsInAnotherLanguageAreDoubted() {
    List<Label> german =
        List.of(
            new Label("rechnung", "eine Frage zu einer Rechnung", List.of()),
            new Label("versand", "eine Frage zur Lieferung", List.of()));
    assertThat(models.doubt("bge-small", german).orElseThrow()).contains("English only");
    for (List<Label> english :
        List.of(SupportDesk.BARE, SupportDesk.WITH_EXAMPLES, SupportDesk.OPAQUE)) {
      assertThat(models.doubt("bge-small", english)).isEmpty();
    }
    assertThat(models.doubt("other", german)).isEmpty();
    assertThat(models.limits("bge-small").orElseThrow()).contains("English only");
  }

  static List<String> nastyTexts() {
    return List.of(
        "",
        " \t\r\n\u00a0\u3000",
        "\0",
        "a\0b\u0007\u001b[31m",
        "\ud83d",
        "\ude00 low first \ud83d",
        "👩‍👩‍👧‍👦 🇳🇴 🫠".repeat(50),
        "\ufeff\u202e\u200b\u200d",
        "\ufffe\uffff\udbff\udfff",
        "Z\u0351\u036b\u0343".repeat(300),
        "x".repeat(100_000),
        "字".repeat(10_000),
        "مرحبا كيف حالك",
        "[CLS] [SEP] [PAD] [MASK] [UNK]",
        "a,".repeat(20_000),
        "'; DROP TABLE rows; -- {{name}} <|endoftext|>");
  }
}
