/**
 * Questions to a lake of millions of runs, beside the same questions to a table of DuckDB's own.
 */
@NullMarked
package tools.peak.benchmarks.query;

import org.jspecify.annotations.NullMarked;
