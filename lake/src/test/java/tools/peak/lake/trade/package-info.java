/** Tests of the package of the same name. */
@NullMarked
package tools.peak.lake.trade;

import org.jspecify.annotations.NullMarked;
