package dev.bulkgpt.step;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.Message.Role;
import dev.bulkgpt.workflow.Columns;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The messages of a prompt, bound to columns. Immutable.
record Question(
    Optional<Function<Row, String>> system,
    Function<Row, String> user,
    List<Function<Row, String>> images) {

  static Question of(PromptStep step, Columns columns) {
    return new Question(
        step.system().map(it -> it.bind(columns)),
        step.user().bind(columns),
        step.images().stream().map((Template it) -> it.bind(columns)).toList());
  }

  /// The row's messages; a system text that comes out blank is left out.
  List<Message> messages(Row row, List<String> imageUrls) {
    var messages = new ArrayList<Message>(2);
    system
        .map(it -> it.apply(row))
        .filter(text -> !text.isBlank())
        .ifPresent(text -> messages.add(new Message(Role.SYSTEM, text)));
    messages.add(new Message(Role.USER, user.apply(row), imageUrls));
    return messages;
  }

  /// The row's images; an empty cell is no image.
  List<String> imageUrls(Row row) {
    return images.isEmpty()
        ? List.of()
        : images.stream().map(it -> it.apply(row).strip()).filter(it -> !it.isEmpty()).toList();
  }

  /// Why the row cannot be asked about; empty: it can.
  static Optional<Outcome> fault(List<String> imageUrls) {
    boolean valid =
        imageUrls.stream()
            .allMatch(it -> it.startsWith("https://") || it.startsWith("data:image/"));
    return valid
        ? Optional.empty()
        : Optional.of(
            new Outcome.Reject(
                ErrorCode.TEMPLATE_ERROR,
                "images must come out as https: addresses or data:image/ URLs."));
  }
}
