package dev.bulkgpt.app.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/// Which endpoint a request is for. A path without variables is looked up; what is not found so is
/// matched with every pattern.
final class Routes {

  private final List<Endpoint> all;
  private final Map<String, List<Endpoint>> byPath = new HashMap<>();

  Routes(List<Endpoint> endpoints) {
    all = List.copyOf(endpoints);
    for (Endpoint endpoint : endpoints) {
      byPath
          .computeIfAbsent(endpoint.path().getPatternString(), path -> new ArrayList<>())
          .add(endpoint);
    }
  }

  /// An endpoint and what stands in its path for its variables.
  record Found(Endpoint endpoint, Map<String, String> variables) {}

  /// @throws RefusedException when there is no such path, or not for this method
  Found find(String method, String path) {
    List<Endpoint> here = byPath.get(path);
    if (here != null) {
      return new Found(answering(method, here), Map.of());
    }
    PathContainer container = PathContainer.parsePath(path);
    List<Endpoint> matching =
        all.stream().filter(endpoint -> endpoint.path().matches(container)).toList();
    if (matching.isEmpty()) {
      throw RefusedException.notFound();
    }
    Endpoint endpoint = answering(method, matching);
    PathPattern.PathMatchInfo match = endpoint.path().matchAndExtract(container);
    return new Found(endpoint, match == null ? Map.of() : match.getUriVariables());
  }

  private static Endpoint answering(String method, List<Endpoint> here) {
    for (Endpoint endpoint : here) {
      if (endpoint.answers(method)) {
        return endpoint;
      }
    }
    TreeSet<String> allowed = new TreeSet<>();
    here.forEach(endpoint -> allowed.addAll(endpoint.methods()));
    throw RefusedException.wrongMethod(String.join(", ", allowed));
  }

  /// For a path that only looks are allowed at.
  static void checkLooksOnly(String method) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw RefusedException.wrongMethod("GET, HEAD");
    }
  }
}
