/** Runs of any layout, by a mapping that says which file is what. */
@NullMarked
package tools.peak.evidence.mapping;

import org.jspecify.annotations.NullMarked;
