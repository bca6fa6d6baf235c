/** Tables of a lake at a moment: where they stand, and the files that they name. */
@NullMarked
package tools.peak.lake.table;

import org.jspecify.annotations.NullMarked;
