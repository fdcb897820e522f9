/** Planted for the rules to judge. */
@NullMarked
package steadfast.planted.bad.lifecycle;

import org.jspecify.annotations.NullMarked;
