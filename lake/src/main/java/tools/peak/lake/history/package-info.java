/** What was done to a lake, by whom, and what changed between its versions. */
@NullMarked
package tools.peak.lake.history;

import org.jspecify.annotations.NullMarked;
