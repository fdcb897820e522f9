/** What an operator sets: how long orders live, how money may come, who may read how much. */
@NullMarked
package steadfast.order.settings;

import org.jspecify.annotations.NullMarked;
