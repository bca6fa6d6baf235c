/**
 * Spans by annotation, woven into classes when they are built: no agent, and nothing of this module
 * at run time.
 */
@NullMarked
package tools.peak.telemetry.weave;

import org.jspecify.annotations.NullMarked;
