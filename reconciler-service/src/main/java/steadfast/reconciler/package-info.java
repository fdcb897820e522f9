/** Watches every order from outside and asks an owner to repair when an event is missing. */
@NullMarked
package steadfast.reconciler;

import org.jspecify.annotations.NullMarked;
