@NullMarked
package tools.peak.lake.internal;

import org.jspecify.annotations.NullMarked;
