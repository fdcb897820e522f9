/** Watches every order, requests missing events, and lists overdue orders. */
@NullMarked
package steadfast.reconciler.watch;

import org.jspecify.annotations.NullMarked;
