/** What an equity curve says, each figure with its definition and source. */
@NullMarked
package tools.peak.evidence.curve;

import org.jspecify.annotations.NullMarked;
