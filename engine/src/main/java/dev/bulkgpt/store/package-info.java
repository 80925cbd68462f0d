/// The database, its two dialects, migrations, blobs and the scheduler's set-up.
@NullMarked
package dev.bulkgpt.store;

import org.jspecify.annotations.NullMarked;
