/**
 * Payment gateways behind one interface whose answers are values: an ambiguous answer is never an
 * exception.
 */
@NullMarked
package steadfast.gateway;

import org.jspecify.annotations.NullMarked;
