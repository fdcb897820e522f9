/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.good.ship;

import org.jspecify.annotations.NullMarked;
