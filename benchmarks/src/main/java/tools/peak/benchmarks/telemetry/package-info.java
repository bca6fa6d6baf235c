/** What telemetry costs a call. */
@NullMarked
package tools.peak.benchmarks.telemetry;

import org.jspecify.annotations.NullMarked;
