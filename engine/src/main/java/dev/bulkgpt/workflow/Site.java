package dev.bulkgpt.workflow;

import java.util.List;

/// A place being read, and the list that its problems join. Used by one thread.
///
/// @param lines of the document
record Site(Place place, List<Problem> problems, Lines lines) {

  /// For what was in no document.
  Site(Place place, List<Problem> problems) {
    this(place, problems, new Lines());
  }

  Site key(String key) {
    return at(place.key(key));
  }

  Site index(int at) {
    return at(place.index(at));
  }

  Site at(Place other) {
    return new Site(other, problems, lines);
  }

  /// From 1; 0 when it is not known.
  int line() {
    return lines.of(place);
  }

  void error(String message) {
    add(Problem.error(place.path(), message));
  }

  void warning(String message) {
    add(Problem.warning(place.path(), message));
  }

  void add(Problem problem) {
    problems.add(problem.at(line()));
  }
}
