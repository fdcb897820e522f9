/** Says which cards an order got and how often they were shown, when a person needs to know. */
@NullMarked
package steadfast.fulfillment.evidence;

import org.jspecify.annotations.NullMarked;
