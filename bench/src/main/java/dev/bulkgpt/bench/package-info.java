/// Whole-run benchmarks, measured against the raw loop in the same minutes.
@NullMarked
package dev.bulkgpt.bench;

import org.jspecify.annotations.NullMarked;
