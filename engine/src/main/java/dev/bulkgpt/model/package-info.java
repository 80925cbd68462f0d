/// The only door to models: permit, call, price, and every failure sorted.
@NullMarked
package dev.bulkgpt.model;

import org.jspecify.annotations.NullMarked;
