/** Files that last: where they are, and how they are read and written. */
@NullMarked
package tools.peak.storage;

import org.jspecify.annotations.NullMarked;
