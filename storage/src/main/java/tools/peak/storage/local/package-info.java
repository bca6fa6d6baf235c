/** Files on a disk of this machine. */
@NullMarked
package tools.peak.storage.local;

import org.jspecify.annotations.NullMarked;
