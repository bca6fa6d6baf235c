/** Round trips of runs, and what they say as a whole. */
@NullMarked
package tools.peak.lake.trade;

import org.jspecify.annotations.NullMarked;
