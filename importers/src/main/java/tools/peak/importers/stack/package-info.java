/** What the Peak stack's own research and live programs leave beside run folders. */
@NullMarked
package tools.peak.importers.stack;

import org.jspecify.annotations.NullMarked;
