/**
 * Traces, metrics and logs in standard OpenTelemetry. {@link tools.peak.telemetry.Telemetry#start}
 * switches it on where the environment asks for it; everything else here costs next to nothing
 * until then.
 */
@NullMarked
package tools.peak.telemetry;

import org.jspecify.annotations.NullMarked;
