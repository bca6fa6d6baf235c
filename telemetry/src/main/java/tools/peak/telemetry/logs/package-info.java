/** Log lines for people and for machines, with the context they were written in and no secret. */
@NullMarked
package tools.peak.telemetry.logs;

import org.jspecify.annotations.NullMarked;
