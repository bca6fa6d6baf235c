/** Run folders: finding them, knowing them again, reading them whole. */
@NullMarked
package tools.peak.evidence.folder;

import org.jspecify.annotations.NullMarked;
