/** Charts as SVG: in a page, or as files that stand alone. */
@NullMarked
package tools.peak.cli.chart;

import org.jspecify.annotations.NullMarked;
