/** Objects in the buckets of clouds. It alone knows the library that talks to them. */
@NullMarked
package tools.peak.storage.cloud;

import org.jspecify.annotations.NullMarked;
