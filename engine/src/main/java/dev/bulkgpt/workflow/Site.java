package dev.bulkgpt.workflow;

import java.util.List;

/// A place being read, and the list that its problems join. Used by one thread.
record Site(Place place, List<Problem> problems) {

  Site key(String key) {
    return new Site(place.key(key), problems);
  }

  Site index(int at) {
    return new Site(place.index(at), problems);
  }

  void error(String message) {
    problems.add(Problem.error(place.path(), message));
  }

  void warning(String message) {
    problems.add(Problem.warning(place.path(), message));
  }
}
