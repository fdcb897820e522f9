/** Brings open payments to an end: cancels, findings, repairs, decisions and the deadline. */
@NullMarked
package steadfast.payment.resolve;

import org.jspecify.annotations.NullMarked;
