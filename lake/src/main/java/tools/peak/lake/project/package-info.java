/** What a folder of work says of the lake it works with. */
@NullMarked
package tools.peak.lake.project;

import org.jspecify.annotations.NullMarked;
