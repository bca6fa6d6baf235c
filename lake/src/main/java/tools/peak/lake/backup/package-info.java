/** Backups of a lake: what they hold, how they are made, proven, thinned out and brought back. */
@NullMarked
package tools.peak.lake.backup;

import org.jspecify.annotations.NullMarked;
