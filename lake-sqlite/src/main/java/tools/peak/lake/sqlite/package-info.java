@NullMarked
package tools.peak.lake.sqlite;

import org.jspecify.annotations.NullMarked;
