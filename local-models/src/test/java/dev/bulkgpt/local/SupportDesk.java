package dev.bulkgpt.local;

import dev.bulkgpt.model.Label;
import java.util.List;
import java.util.Map;

/// A support desk's queues: labels, and messages they should get. Written for these tests.
final class SupportDesk {

  static final List<Label> BARE =
      List.of(bare("billing"), bare("shipping"), bare("account"), bare("bug"));

  static final List<Label> WITH_EXAMPLES =
      List.of(
          withExamples("billing", "I was charged twice this month.", "Where is my invoice?"),
          withExamples("shipping", "My parcel is still not here.", "The tracking page is empty."),
          withExamples("account", "I forgot my password.", "Please delete my profile."),
          withExamples("bug", "The app crashes when I press save.", "The page shows error 500."));

  /// Names that say nothing, as queues of a grown desk are called.
  static final List<Label> OPAQUE = List.of(bare("q1"), bare("q2"), bare("q3"), bare("q4"));

  static final List<Label> OPAQUE_WITH_EXAMPLES =
      List.of(
          renamed("q1", WITH_EXAMPLES.get(0)),
          renamed("q2", WITH_EXAMPLES.get(1)),
          renamed("q3", WITH_EXAMPLES.get(2)),
          renamed("q4", WITH_EXAMPLES.get(3)));

  static final Map<String, String> MESSAGES =
      Map.of(
          "Why did you take the payment two times from my card?", "billing",
          "I need a receipt for my last payment.", "billing",
          "The courier left the box in the rain.", "shipping",
          "When will my order be delivered?", "shipping",
          "I cannot log in any more.", "account",
          "How do I change the e-mail address of my login?", "account",
          "The export button does nothing and the file is empty.", "bug",
          "Since the update the screen freezes.", "bug");

  private SupportDesk() {}

  private static Label bare(String name) {
    return new Label(name, name, List.of());
  }

  private static Label withExamples(String name, String... examples) {
    return new Label(name, name, List.of(examples));
  }

  private static Label renamed(String name, Label label) {
    return new Label(name, name, label.examples());
  }
}
