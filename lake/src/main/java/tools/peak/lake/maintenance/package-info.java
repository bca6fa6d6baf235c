@NullMarked
package tools.peak.lake.maintenance;

import org.jspecify.annotations.NullMarked;
