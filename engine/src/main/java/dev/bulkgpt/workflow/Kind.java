package dev.bulkgpt.workflow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a record that implements [Step] a step kind of the language: its components are the
/// settings, each with [Help]. Parser, JSON Schema and reference page are derived from it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {

  /// The word in a workflow: `prompt`.
  String name();

  /// A sentence: what it does.
  String help();

  /// A sentence: which columns it adds.
  String adds();
}
