/**
 * A paper session: bars as they come, a decision at each, orders to a simulated broker, and a run
 * folder at the end.
 *
 * <p>The road of a bar is one cycle: {@code feed} → signal → risk check → order → fill ({@code
 * trade}), with a point of equity in the {@code journal}. What a session leaves is made of its
 * journal alone, whether it ended by itself or its process was killed.
 */
@NullMarked
package tools.peak.runner.live;

import org.jspecify.annotations.NullMarked;
