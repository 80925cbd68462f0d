/// Permits: how many calls at once, how many a minute.
@NullMarked
package dev.bulkgpt.model.limit;

import org.jspecify.annotations.NullMarked;
