/** Alipay's side of the wire, for tests: written apart from the adapter that it tests. */
@NullMarked
package steadfast.testkit.alipay;

import org.jspecify.annotations.NullMarked;
