@NullMarked
package tools.peak.cli;

import org.jspecify.annotations.NullMarked;
