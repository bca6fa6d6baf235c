/** The observability stack: starting it, looking at it, proving that it works. */
@NullMarked
package tools.peak.cli.command.stack;

import org.jspecify.annotations.NullMarked;
