/** The filter language: from text to a closed tree of records, checked, free of any engine. */
@NullMarked
package tools.peak.lake.query.filter;

import org.jspecify.annotations.NullMarked;
