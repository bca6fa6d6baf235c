/** Tests of the package of the same name. */
@NullMarked
package tools.peak.lake.statistics;

import org.jspecify.annotations.NullMarked;
