/// The workflow language: reading it, checking it, and what a step kind must offer.
@NullMarked
package dev.bulkgpt.workflow;

import org.jspecify.annotations.NullMarked;
