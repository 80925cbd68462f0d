/// CSV in and out: any bytes to a canonical file, results back to a CSV that re-parses.
@NullMarked
package dev.bulkgpt.csv;

import org.jspecify.annotations.NullMarked;
