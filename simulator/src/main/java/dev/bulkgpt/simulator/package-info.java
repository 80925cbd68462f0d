/// A provider that behaves badly on request, and counts what it was asked.
@NullMarked
package dev.bulkgpt.simulator;

import org.jspecify.annotations.NullMarked;
