/// What a run will likely cost, told before it is run; nothing is asked.
@NullMarked
package dev.bulkgpt.run.estimate;

import org.jspecify.annotations.NullMarked;
