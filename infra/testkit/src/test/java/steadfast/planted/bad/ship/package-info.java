/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.bad.ship;

import org.jspecify.annotations.NullMarked;
