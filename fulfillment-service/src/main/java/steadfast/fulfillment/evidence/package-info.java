/**
 * Reports which cards an order got and how often they were shown, for review cases and disputes.
 */
@NullMarked
package steadfast.fulfillment.evidence;

import org.jspecify.annotations.NullMarked;
