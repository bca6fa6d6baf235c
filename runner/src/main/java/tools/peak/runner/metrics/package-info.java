/** The metrics of a run, each with its definition and source. */
@NullMarked
package tools.peak.runner.metrics;

import org.jspecify.annotations.NullMarked;
