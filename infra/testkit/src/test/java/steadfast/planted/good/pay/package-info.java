/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.good.pay;

import org.jspecify.annotations.NullMarked;
