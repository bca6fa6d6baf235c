/** The names that somebody may be about to type, without reading a run. */
@NullMarked
package tools.peak.lake.words;

import org.jspecify.annotations.NullMarked;
