/** The commands that say what there is. */
@NullMarked
package tools.peak.cli.command.list;

import org.jspecify.annotations.NullMarked;
