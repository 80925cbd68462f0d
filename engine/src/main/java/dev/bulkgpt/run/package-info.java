/// Durable runs: every row of a chunk that has no result goes through its steps, once.
@NullMarked
package dev.bulkgpt.run;

import org.jspecify.annotations.NullMarked;
