@NullMarked
package tools.peak.lake.upkeep;

import org.jspecify.annotations.NullMarked;
