/** Runs as plain run folders again. */
@NullMarked
package tools.peak.lake.export;

import org.jspecify.annotations.NullMarked;
