/** Files of telemetry in a run folder. */
@NullMarked
package tools.peak.evidence.trace;

import org.jspecify.annotations.NullMarked;
