/** What is drawn of characters: curves, waterfalls, facts in columns. It writes nothing. */
@NullMarked
package tools.peak.cli.draw;

import org.jspecify.annotations.NullMarked;
