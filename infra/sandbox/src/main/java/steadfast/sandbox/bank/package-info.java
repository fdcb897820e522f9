/**
 * Moves the money: charges, refunds, what a buyer or the dashboard does, and the ledger of it all.
 */
@NullMarked
package steadfast.sandbox.bank;

import org.jspecify.annotations.NullMarked;
