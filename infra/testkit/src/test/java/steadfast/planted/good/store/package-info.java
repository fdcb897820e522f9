/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.good.store;

import org.jspecify.annotations.NullMarked;
