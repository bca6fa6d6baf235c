/** The commands that say something about runs: tags, notes, strategies. */
@NullMarked
package tools.peak.cli.command.annotate;

import org.jspecify.annotations.NullMarked;
