/** Writes each event of the ledger to a file, and reads them all again at a start. */
@NullMarked
package steadfast.sandbox.journal;

import org.jspecify.annotations.NullMarked;
