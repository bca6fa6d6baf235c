@NullMarked
package tools.peak.telemetry;

import org.jspecify.annotations.NullMarked;
