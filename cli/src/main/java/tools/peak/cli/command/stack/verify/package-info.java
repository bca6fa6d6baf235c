/** Sends a trace, a metric and a log, and asks every program of the stack for them. */
@NullMarked
package tools.peak.cli.command.stack.verify;

import org.jspecify.annotations.NullMarked;
