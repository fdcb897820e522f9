/** The payment: every charge, cancel and refund. Start at {@link steadfast.payment.PaymentFlow}. */
@NullMarked
package steadfast.payment;

import org.jspecify.annotations.NullMarked;
