@NullMarked
package tools.peak.evidence;

import org.jspecify.annotations.NullMarked;
