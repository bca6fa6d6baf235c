/** Tests of runs side by side. */
@NullMarked
package tools.peak.lake.compare;

import org.jspecify.annotations.NullMarked;
