/** What people say about runs and strategies: tags, notes, the strategies file. */
@NullMarked
package tools.peak.lake.annotation;

import org.jspecify.annotations.NullMarked;
