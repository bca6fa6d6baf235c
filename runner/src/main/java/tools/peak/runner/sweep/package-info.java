/** A grid of parameters, run in parallel, one Evidence Chain a run. */
@NullMarked
package tools.peak.runner.sweep;

import org.jspecify.annotations.NullMarked;
