@NullMarked
package tools.peak.cli.draw;

import org.jspecify.annotations.NullMarked;
