/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.good.lifecycle;

import org.jspecify.annotations.NullMarked;
