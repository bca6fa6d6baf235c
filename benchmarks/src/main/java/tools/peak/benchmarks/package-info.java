/** What Peak's speed is measured with: a maker of run folders, and programs that print figures. */
@NullMarked
package tools.peak.benchmarks;

import org.jspecify.annotations.NullMarked;
