/** What every command stands on: its options, what it runs in, and how it ends. */
@NullMarked
package tools.peak.cli.command;

import org.jspecify.annotations.NullMarked;
