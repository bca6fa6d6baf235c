/** Commands that decide what stays in a lake: rules and plans, deletion, holds, undo. */
@NullMarked
package tools.peak.cli.command.keep;

import org.jspecify.annotations.NullMarked;
