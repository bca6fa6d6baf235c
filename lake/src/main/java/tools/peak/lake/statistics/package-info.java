/** Statistics of samples, each with its definition and source. */
@NullMarked
package tools.peak.lake.statistics;

import org.jspecify.annotations.NullMarked;
