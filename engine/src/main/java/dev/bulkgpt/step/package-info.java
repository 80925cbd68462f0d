/// The built-in step kinds: one file is one kind.
@NullMarked
package dev.bulkgpt.step;

import org.jspecify.annotations.NullMarked;
