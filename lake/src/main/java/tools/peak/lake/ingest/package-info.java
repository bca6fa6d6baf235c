@NullMarked
package tools.peak.lake.ingest;

import org.jspecify.annotations.NullMarked;
