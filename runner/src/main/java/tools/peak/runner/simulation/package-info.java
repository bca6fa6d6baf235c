/** Cash, costs, fills and the equity curve of one run. */
@NullMarked
package tools.peak.runner.simulation;

import org.jspecify.annotations.NullMarked;
