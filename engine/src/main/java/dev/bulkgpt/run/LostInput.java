package dev.bulkgpt.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told of a task whose canonical input cannot be read any more: the log gets the reason,
/// the client a sentence.
final class LostInput {

  private static final Logger LOG = LoggerFactory.getLogger(LostInput.class);

  private LostInput() {}

  static String sentence(String task, Exception reason) {
    LOG.error(
        "task {} has failed, its input cannot be read any more: {}", task, reason.getMessage());
    return "The task's input file is lost or damaged.";
  }
}
