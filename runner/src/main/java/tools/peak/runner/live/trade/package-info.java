/** Orders, what becomes of them, the money, and what it may risk. */
@NullMarked
package tools.peak.runner.live.trade;

import org.jspecify.annotations.NullMarked;
