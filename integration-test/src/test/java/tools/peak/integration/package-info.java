@NullMarked
package tools.peak.integration;

import org.jspecify.annotations.NullMarked;
