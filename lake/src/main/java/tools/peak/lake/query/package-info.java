@NullMarked
package tools.peak.lake.query;

import org.jspecify.annotations.NullMarked;
