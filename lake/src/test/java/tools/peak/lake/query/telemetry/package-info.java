@NullMarked
package tools.peak.lake.query.telemetry;

import org.jspecify.annotations.NullMarked;
