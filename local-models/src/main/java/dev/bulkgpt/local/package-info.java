/// The embedded classifier: local/bge-small, in the process, no network.
@NullMarked
package dev.bulkgpt.local;

import org.jspecify.annotations.NullMarked;
