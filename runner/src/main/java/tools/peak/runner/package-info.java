@NullMarked
package tools.peak.runner;

import org.jspecify.annotations.NullMarked;
