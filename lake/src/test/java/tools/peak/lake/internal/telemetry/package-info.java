@NullMarked
package tools.peak.lake.internal.telemetry;

import org.jspecify.annotations.NullMarked;
