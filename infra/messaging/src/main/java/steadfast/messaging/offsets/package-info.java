/** Which records of a partition are complete, and which offset may be committed. */
@NullMarked
package steadfast.messaging.offsets;

import org.jspecify.annotations.NullMarked;
