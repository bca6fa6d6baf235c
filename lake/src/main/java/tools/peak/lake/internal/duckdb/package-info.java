@NullMarked
package tools.peak.lake.internal.duckdb;

import org.jspecify.annotations.NullMarked;
