/** A real Prometheus that scrapes, for the tests. */
@NullMarked
package tools.peak.telemetry.scrape;

import org.jspecify.annotations.NullMarked;
