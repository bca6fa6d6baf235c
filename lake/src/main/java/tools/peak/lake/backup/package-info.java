/** Backups of a lake: made, listed, verified, pruned, tried, and brought back. */
@NullMarked
package tools.peak.lake.backup;

import org.jspecify.annotations.NullMarked;
