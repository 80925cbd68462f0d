/// Which encoding a file without a mark is in: sure, or not told.
@NullMarked
package dev.bulkgpt.csv.encoding;

import org.jspecify.annotations.NullMarked;
