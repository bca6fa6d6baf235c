/** What takes bytes of others, fed with bytes that nobody would write. */
@NullMarked
package tools.peak.lake.fuzz;

import org.jspecify.annotations.NullMarked;
