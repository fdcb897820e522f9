/** The lifecycle of an order as pure functions: its states, the signals, and the decisions. */
@NullMarked
package steadfast.order.lifecycle;

import org.jspecify.annotations.NullMarked;
