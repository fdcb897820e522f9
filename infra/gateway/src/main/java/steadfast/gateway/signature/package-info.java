/** What callbacks of several gateways have in common: signatures and strict bodies. */
@NullMarked
package steadfast.gateway.signature;

import org.jspecify.annotations.NullMarked;
