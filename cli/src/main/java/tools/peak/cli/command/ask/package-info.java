/** The commands that ask: rows, statistics, one run, its trace, SQL. */
@NullMarked
package tools.peak.cli.command.ask;

import org.jspecify.annotations.NullMarked;
