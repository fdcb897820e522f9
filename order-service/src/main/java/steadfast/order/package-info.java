/** The order, its state, the catalogue, and the API for storefronts. */
@NullMarked
package steadfast.order;

import org.jspecify.annotations.NullMarked;
