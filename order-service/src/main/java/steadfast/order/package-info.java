/** The order, its state, the catalogue, and the storefront's door. */
@NullMarked
package steadfast.order;

import org.jspecify.annotations.NullMarked;
