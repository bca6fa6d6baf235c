/** Real market data that ships with a dependency, and a plan of sweeps over it. */
@NullMarked
package tools.peak.runner.demo;

import org.jspecify.annotations.NullMarked;
