/** The demo: the whole road in one command. */
@NullMarked
package tools.peak.cli.command.demo;

import org.jspecify.annotations.NullMarked;
