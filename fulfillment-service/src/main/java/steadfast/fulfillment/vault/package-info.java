/** Keeps codes unreadable at rest: sealed for their card, recognised by a keyed fingerprint. */
@NullMarked
package steadfast.fulfillment.vault;

import org.jspecify.annotations.NullMarked;
