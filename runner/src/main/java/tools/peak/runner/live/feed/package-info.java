/** Bars as they come: from a file, from a stream, from a file that grows, whatever stands there. */
@NullMarked
package tools.peak.runner.live.feed;

import org.jspecify.annotations.NullMarked;
