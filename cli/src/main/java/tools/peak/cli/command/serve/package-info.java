/** Commands for a program, one after the other, over standard input and output. */
@NullMarked
package tools.peak.cli.command.serve;

import org.jspecify.annotations.NullMarked;
