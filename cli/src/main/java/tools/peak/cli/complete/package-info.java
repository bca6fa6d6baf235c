/** What may stand at the end of a command line that somebody is typing. */
@NullMarked
package tools.peak.cli.complete;

import org.jspecify.annotations.NullMarked;
