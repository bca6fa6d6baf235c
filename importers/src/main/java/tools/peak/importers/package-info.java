/** What other tools leave, read as runs. */
@NullMarked
package tools.peak.importers;

import org.jspecify.annotations.NullMarked;
