/** What a lake tells of its work, through the API of OpenTelemetry alone. */
@NullMarked
package tools.peak.lake.telemetry;

import org.jspecify.annotations.NullMarked;
