@NullMarked
package tools.peak.lake.iceberg;

import org.jspecify.annotations.NullMarked;
