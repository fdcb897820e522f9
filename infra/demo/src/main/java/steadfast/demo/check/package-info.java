/** Checks the promises against what buyers, gateways and databases say. */
@NullMarked
package steadfast.demo.check;

import org.jspecify.annotations.NullMarked;
