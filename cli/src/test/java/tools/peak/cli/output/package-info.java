@NullMarked
package tools.peak.cli.output;

import org.jspecify.annotations.NullMarked;
