/** Sends dead letters round their group's ladder again, for a person who has repaired the cause. */
@NullMarked
package steadfast.messaging.replay;

import org.jspecify.annotations.NullMarked;
