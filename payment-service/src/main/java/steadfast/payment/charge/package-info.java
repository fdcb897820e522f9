/** Takes the money when the order asks for it. */
@NullMarked
package steadfast.payment.charge;

import org.jspecify.annotations.NullMarked;
