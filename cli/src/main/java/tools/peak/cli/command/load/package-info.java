/** The commands that bring runs in: backtests, ingest, and what it refused. */
@NullMarked
package tools.peak.cli.command.load;

import org.jspecify.annotations.NullMarked;
