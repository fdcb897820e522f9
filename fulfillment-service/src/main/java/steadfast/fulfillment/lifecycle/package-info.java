/** The lifecycle of an order's permission to get cards; pure, no input or output. */
@NullMarked
package steadfast.fulfillment.lifecycle;

import org.jspecify.annotations.NullMarked;
