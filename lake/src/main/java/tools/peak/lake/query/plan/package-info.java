/**
 * Questions with every name resolved, the files that can answer them, and the seam to an engine.
 */
@NullMarked
package tools.peak.lake.query.plan;

import org.jspecify.annotations.NullMarked;
