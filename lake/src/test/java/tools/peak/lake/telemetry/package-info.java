@NullMarked
package tools.peak.lake.telemetry;

import org.jspecify.annotations.NullMarked;
