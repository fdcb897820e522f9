/** Moves orders on: by what the other services say, and by the buyer's own buttons. */
@NullMarked
package steadfast.order.advance;

import org.jspecify.annotations.NullMarked;
