/** How a program of its own leaves its runs: {@link tools.peak.evidence.write.RunWriter}. */
@NullMarked
package tools.peak.evidence.write;

import org.jspecify.annotations.NullMarked;
