/** What a session writes down as it goes, so that nothing but its last second can be lost. */
@NullMarked
package tools.peak.runner.live.journal;

import org.jspecify.annotations.NullMarked;
