/** The gateways that a shop has, and which of them takes which payment, as configured. */
@NullMarked
package steadfast.gateway.config;

import org.jspecify.annotations.NullMarked;
