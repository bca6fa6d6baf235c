/** What may go when: policies, plans of what they would take, and doing and undoing those. */
@NullMarked
package tools.peak.lake.retention;

import org.jspecify.annotations.NullMarked;
