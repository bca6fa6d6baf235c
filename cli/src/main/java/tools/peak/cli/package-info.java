/** The command {@code peak}: a function from arguments to an exit code. */
@NullMarked
package tools.peak.cli;

import org.jspecify.annotations.NullMarked;
