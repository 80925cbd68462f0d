/// How things are told to a person: what parsers met, and names, in our own words.
@NullMarked
package dev.bulkgpt.words;

import org.jspecify.annotations.NullMarked;
