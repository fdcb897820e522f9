/**
 * A payment gateway in its own process, with its own ledger, against which every promise about
 * money is checked.
 */
@NullMarked
package steadfast.sandbox;

import org.jspecify.annotations.NullMarked;
