/** Stripe's side of the wire, for tests: written apart from the adapter that it tests. */
@NullMarked
package steadfast.testkit.stripe;

import org.jspecify.annotations.NullMarked;
