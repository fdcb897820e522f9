/** Decides which faults a call meets, by chance, by script or by a planned outage. */
@NullMarked
package steadfast.sandbox.faults;

import org.jspecify.annotations.NullMarked;
