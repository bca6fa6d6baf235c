/** The strategies, their parameters, and the signals ta4j makes of them. */
@NullMarked
package tools.peak.runner.strategy;

import org.jspecify.annotations.NullMarked;
