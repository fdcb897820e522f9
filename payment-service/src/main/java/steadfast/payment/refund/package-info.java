/** Gives the money back when the order asks for it. */
@NullMarked
package steadfast.payment.refund;

import org.jspecify.annotations.NullMarked;
