/// Tasks, chunks, results: the records, and the SQL that keeps them.
@NullMarked
package dev.bulkgpt.task;

import org.jspecify.annotations.NullMarked;
