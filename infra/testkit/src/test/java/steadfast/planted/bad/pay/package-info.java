/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.bad.pay;

import org.jspecify.annotations.NullMarked;
