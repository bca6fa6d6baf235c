/** Everything that reaches standard output or standard error, and nothing else. */
@NullMarked
package tools.peak.cli.output;

import org.jspecify.annotations.NullMarked;
