/// Who uses an installation: workspaces, their keys, and the workflows they keep.
@NullMarked
package dev.bulkgpt.workspace;

import org.jspecify.annotations.NullMarked;
