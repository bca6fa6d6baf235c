/** Bytes by name, in a folder or a cloud: where backups go. */
@NullMarked
package tools.peak.storage.object;

import org.jspecify.annotations.NullMarked;
