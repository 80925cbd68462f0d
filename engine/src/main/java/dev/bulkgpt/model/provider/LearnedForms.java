package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.RequestForm.StructuredOutput;
import dev.bulkgpt.model.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How each model of a provider wants its requests spelled: as configured, until a refusal teaches
/// better. Kept in memory. Safe for use by many threads.
final class LearnedForms {

  /// A server that refuses everything in turn teaches nothing.
  private static final int MOST_LESSONS = 8;

  private static final int MOST_MODELS = 1_000;

  private record Learned(RequestForm form, int lessons) {}

  private final Learned configured;
  private final Optional<Secret> key;
  private final Map<String, Learned> models = new ConcurrentHashMap<>();

  /// @param key never shown, should the provider repeat it
  LearnedForms(RequestForm configured, Optional<Secret> key) {
    this.configured = new Learned(configured, 0);
    this.key = key;
  }

  RequestForm of(String model) {
    return learned(model).form;
  }

  private Learned learned(String model) {
    return models.getOrDefault(model, configured);
  }

  /// Takes a lesson from a refused request, if there is one in it that is new to the request.
  ///
  /// @return what to tell a person; empty: the refusal is about something else
  Optional<Provider.Note> learn(Asked asked, ErrorBody error) {
    return Lesson.in(asked, error)
        .filter(lesson -> take(asked, lesson))
        .map(lesson -> {
          String words = error.sentence(key);
          String said = words.isEmpty() ? "" : " It said: " + words;
          return new Provider.Note(
              lesson.name(), "%s %s.%s".formatted(asked.model(), lesson.sentence(), said), false);
        });
  }

  /// The model's answer to a request for JSON holds none: the provider did not tell it, or it did
  /// not heed it.
  Optional<Provider.Note> learnThatNobodyHoldsTheSchema(Asked asked) {
    Lesson lesson = Lesson.NAME_THE_FIELDS;
    return asked.form().structuredOutput() == StructuredOutput.JSON_SCHEMA && take(asked, lesson)
        ? Optional.of(
            new Provider.Note(lesson.name(), asked.model() + " " + lesson.sentence() + ".", false))
        : Optional.empty();
  }

  private boolean take(Asked asked, Lesson lesson) {
    String model = asked.request().model().name();
    if (models.size() >= MOST_MODELS && !models.containsKey(model)) {
      return false;
    }
    Learned after =
        models.compute(
            model,
            (_, present) -> {
              Learned before = present == null ? configured : present;
              // Others may have learned the same from requests that were under way.
              return before.form.equals(asked.form()) && before.lessons < MOST_LESSONS
                  ? new Learned(lesson.applied(before.form), before.lessons + 1)
                  : before;
            });
    return !after.form.equals(asked.form());
  }
}
