/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.good;

import org.jspecify.annotations.NullMarked;
