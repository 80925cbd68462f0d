/// Black-box tests of the packaged program: real processes, judged from outside.
@NullMarked
package dev.bulkgpt.e2e;

import org.jspecify.annotations.NullMarked;
