@NullMarked
package tools.peak.lake.internal.catalog;

import org.jspecify.annotations.NullMarked;
