/** Refunds payments when the order requests it. */
@NullMarked
package steadfast.payment.refund;

import org.jspecify.annotations.NullMarked;
