/** The commands that look after the lake. */
@NullMarked
package tools.peak.cli.command.upkeep;

import org.jspecify.annotations.NullMarked;
