/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.bad.store;

import org.jspecify.annotations.NullMarked;
