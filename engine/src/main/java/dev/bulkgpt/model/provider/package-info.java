/// One adapter per provider protocol.
@NullMarked
package dev.bulkgpt.model.provider;

import org.jspecify.annotations.NullMarked;
