/** Commands that look at curves, and at several runs side by side. */
@NullMarked
package tools.peak.cli.command.look;

import org.jspecify.annotations.NullMarked;
