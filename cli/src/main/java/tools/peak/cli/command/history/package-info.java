/** Commands that tell what was done to a lake: its audit, its versions, what is between them. */
@NullMarked
package tools.peak.cli.command.history;

import org.jspecify.annotations.NullMarked;
