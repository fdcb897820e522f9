/**
 * What a merchant and the sandbox say to each other: payments, operations, errors, faults by name.
 */
@NullMarked
package steadfast.sandbox.protocol;

import org.jspecify.annotations.NullMarked;
