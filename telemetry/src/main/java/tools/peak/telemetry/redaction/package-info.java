/** Secrets are taken out of what leaves the process: log lines, exports, run files. */
@NullMarked
package tools.peak.telemetry.redaction;

import org.jspecify.annotations.NullMarked;
