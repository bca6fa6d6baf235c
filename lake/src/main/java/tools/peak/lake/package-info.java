@NullMarked
package tools.peak.lake;

import org.jspecify.annotations.NullMarked;
