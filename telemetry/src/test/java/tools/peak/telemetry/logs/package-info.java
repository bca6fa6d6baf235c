@NullMarked
package tools.peak.telemetry.logs;

import org.jspecify.annotations.NullMarked;
