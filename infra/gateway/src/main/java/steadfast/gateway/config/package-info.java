/** The configured gateways of a shop, and the routes of payments to them. */
@NullMarked
package steadfast.gateway.config;

import org.jspecify.annotations.NullMarked;
