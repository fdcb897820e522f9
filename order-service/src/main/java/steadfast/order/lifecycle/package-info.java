/** The way of an order as pure functions: its states, what can be said to it, and what follows. */
@NullMarked
package steadfast.order.lifecycle;

import org.jspecify.annotations.NullMarked;
