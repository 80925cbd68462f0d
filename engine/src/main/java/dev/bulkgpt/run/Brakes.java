package dev.bulkgpt.run;

import dev.bulkgpt.model.Budget;
import dev.bulkgpt.task.Pause;
import java.util.function.Consumer;

/// What may stop a task that runs.
///
/// @param budget what it may spend
/// @param errors watches how its rows end
/// @param heard which providers answered it
/// @param answersBefore rows that were answered before this process began
/// @param pause pauses it in the database
record Brakes(
    Budget budget, ErrorRate errors, Heard heard, long answersBefore, Consumer<Pause> pause) {}
