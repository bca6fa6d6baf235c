@NullMarked
package tools.peak.telemetry.weave;

import org.jspecify.annotations.NullMarked;
