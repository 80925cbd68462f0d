package dev.bulkgpt.run;

import java.util.Optional;

/// A fault for the log: its kind and where it happened. Its message stays out, for what fails
/// beside a row may quote a cell.
final class Fault extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int MOST_CAUSES = 10;

  private Fault(String kind, Optional<Fault> cause) {
    super(kind, cause.orElse(null), false, true);
  }

  static Fault of(Throwable failure) {
    return of(failure, MOST_CAUSES);
  }

  private static Fault of(Throwable failure, int causes) {
    Optional<Fault> cause =
        Optional.ofNullable(failure.getCause())
            .filter(it -> causes > 0)
            .map(it -> of(it, causes - 1));
    Fault fault = new Fault(failure.getClass().getName(), cause);
    fault.setStackTrace(failure.getStackTrace());
    return fault;
  }
}
