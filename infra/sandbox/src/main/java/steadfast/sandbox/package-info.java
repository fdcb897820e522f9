/**
 * A payment gateway in its own process, with a ledger of its own: what every promise about money is
 * checked against.
 */
@NullMarked
package steadfast.sandbox;

import org.jspecify.annotations.NullMarked;
