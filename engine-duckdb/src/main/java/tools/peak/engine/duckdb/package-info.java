@NullMarked
package tools.peak.engine.duckdb;

import org.jspecify.annotations.NullMarked;
