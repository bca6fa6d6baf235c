/** Tests of what is read off curves. */
@NullMarked
package tools.peak.lake.curve;

import org.jspecify.annotations.NullMarked;
