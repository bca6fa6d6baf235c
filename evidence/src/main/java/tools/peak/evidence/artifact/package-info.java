/** The files of a run, a class a format, and how they are written. */
@NullMarked
package tools.peak.evidence.artifact;

import org.jspecify.annotations.NullMarked;
