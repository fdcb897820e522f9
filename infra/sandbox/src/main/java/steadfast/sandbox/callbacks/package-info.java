/** Tells merchants of their payments, unreliably where a fault says so. */
@NullMarked
package steadfast.sandbox.callbacks;

import org.jspecify.annotations.NullMarked;
