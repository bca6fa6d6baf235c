/** Commands that keep a lake safe elsewhere, and bring it back. */
@NullMarked
package tools.peak.cli.command.backup;

import org.jspecify.annotations.NullMarked;
