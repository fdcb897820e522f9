/**
 * Moves what lies on ladders of before, one per group and source topic, to one ladder per group.
 */
@NullMarked
package steadfast.messaging.drain;

import org.jspecify.annotations.NullMarked;
