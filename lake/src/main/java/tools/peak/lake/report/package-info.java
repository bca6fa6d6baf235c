/** What a page on runs says of them, read at one version of the lake. */
@NullMarked
package tools.peak.lake.report;

import org.jspecify.annotations.NullMarked;
