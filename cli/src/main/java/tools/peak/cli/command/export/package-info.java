/** The command that writes files: tables of chosen runs, or their folders. */
@NullMarked
package tools.peak.cli.command.export;

import org.jspecify.annotations.NullMarked;
