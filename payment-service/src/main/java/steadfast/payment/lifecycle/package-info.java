/**
 * Pure: which states a payment has, what leads from one to the next, and what is then to be said
 * and asked.
 */
@NullMarked
package steadfast.payment.lifecycle;

import org.jspecify.annotations.NullMarked;
