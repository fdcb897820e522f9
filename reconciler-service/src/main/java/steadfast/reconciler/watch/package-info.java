/** Listens to every order, asks for what is missing, and lists what is overdue. */
@NullMarked
package steadfast.reconciler.watch;

import org.jspecify.annotations.NullMarked;
