/** Texts as programs write them: JSON, numbers, times. */
@NullMarked
package tools.peak.evidence.text;

import org.jspecify.annotations.NullMarked;
