@NullMarked
package tools.peak.telemetry.redaction;

import org.jspecify.annotations.NullMarked;
