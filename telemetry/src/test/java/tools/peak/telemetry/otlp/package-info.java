/** Real OTLP receivers, over HTTP and gRPC, for the tests. */
@NullMarked
package tools.peak.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
