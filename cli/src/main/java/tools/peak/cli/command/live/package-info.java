/** The paper session: running one, looking at one, completing one that was killed. */
@NullMarked
package tools.peak.cli.command.live;

import org.jspecify.annotations.NullMarked;
