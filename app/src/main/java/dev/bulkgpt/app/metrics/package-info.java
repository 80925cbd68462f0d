/// What the server measures, for Prometheus. Calls are measured around each provider; everything
/// else is read from the engine when it is asked for.
@NullMarked
package dev.bulkgpt.app.metrics;

import org.jspecify.annotations.NullMarked;
