/** What a lake remembers: its versions, the index of its runs, and the small tables. */
@NullMarked
package tools.peak.lake.catalog;

import org.jspecify.annotations.NullMarked;
