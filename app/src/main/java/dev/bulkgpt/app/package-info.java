/// The program: command line.
@NullMarked
package dev.bulkgpt.app;

import org.jspecify.annotations.NullMarked;
