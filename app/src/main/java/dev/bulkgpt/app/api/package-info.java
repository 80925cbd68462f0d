/// The server: HTTP in front of an engine. `Endpoints` is the list of everything that answers,
/// `Gate` what every request passes first. Knows the engine's library, not the command line.
@NullMarked
package dev.bulkgpt.app.api;

import org.jspecify.annotations.NullMarked;
