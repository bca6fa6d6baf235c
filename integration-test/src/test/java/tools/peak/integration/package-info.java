/** What takes several processes, another program, or a file system of its own to prove. */
@NullMarked
package tools.peak.integration;

import org.jspecify.annotations.NullMarked;
