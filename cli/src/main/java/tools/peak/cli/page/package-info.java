/** Pages about runs: one file of HTML that needs nothing else. */
@NullMarked
package tools.peak.cli.page;

import org.jspecify.annotations.NullMarked;
