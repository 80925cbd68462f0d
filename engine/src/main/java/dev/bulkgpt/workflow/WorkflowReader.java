package dev.bulkgpt.workflow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a workflow written in YAML 1.2 or JSON. Every problem of the document is found in one
/// reading; a hostile document ends in a problem, never in an exception. Immutable.
public final class WorkflowReader {

  /// The largest document, in bytes of UTF-8.
  public static final int MAX_DOCUMENT_BYTES = 1 << 20;

  private final StepKinds kinds;

  public WorkflowReader(StepKinds kinds) {
    this.kinds = kinds;
  }

  /// What came of reading.
  ///
  /// @param workflow present when no problem is an error
  /// @param problems in order of the document; warnings may accompany a workflow
  public record Reading(Optional<Workflow> workflow, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /// Names of input columns are not judged here, for the input is not known yet: see
  /// [Workflow#check].
  public Reading read(String document) {
    var problems = new ArrayList<Problem>();
    var root = new Site(Place.DOCUMENT, problems);
    if (document.getBytes(StandardCharsets.UTF_8).length > MAX_DOCUMENT_BYTES) {
      root.error("The document is larger than " + MAX_DOCUMENT_BYTES + " bytes.");
      return new Reading(Optional.empty(), problems);
    }
    var workflow =
        YamlDocument.read(document, root).flatMap(node -> new RootReader(kinds, root).read(node));
    boolean refused = problems.stream().anyMatch(Problem::isError);
    return new Reading(refused ? Optional.empty() : workflow, problems);
  }
}
