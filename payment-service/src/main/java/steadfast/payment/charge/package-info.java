/** Charges payments when the order requests it. */
@NullMarked
package steadfast.payment.charge;

import org.jspecify.annotations.NullMarked;
