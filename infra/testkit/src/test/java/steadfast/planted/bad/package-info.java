/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.bad;

import org.jspecify.annotations.NullMarked;
