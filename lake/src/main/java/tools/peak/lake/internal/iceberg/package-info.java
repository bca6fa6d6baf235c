@NullMarked
package tools.peak.lake.internal.iceberg;

import org.jspecify.annotations.NullMarked;
