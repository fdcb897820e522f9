/** The parts that callbacks of several gateways share: signatures and strict bodies. */
@NullMarked
package steadfast.gateway.signature;

import org.jspecify.annotations.NullMarked;
