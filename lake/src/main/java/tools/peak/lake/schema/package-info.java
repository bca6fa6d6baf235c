@NullMarked
package tools.peak.lake.schema;

import org.jspecify.annotations.NullMarked;
