/**
 * The lifecycle of a payment as pure functions: its states, its transitions, and the events and
 * gateway calls that follow.
 */
@NullMarked
package steadfast.payment.lifecycle;

import org.jspecify.annotations.NullMarked;
