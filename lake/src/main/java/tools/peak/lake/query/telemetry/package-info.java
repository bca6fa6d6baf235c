/** What questions tell of themselves: spans and durations, without any value of their asker's. */
@NullMarked
package tools.peak.lake.query.telemetry;

import org.jspecify.annotations.NullMarked;
