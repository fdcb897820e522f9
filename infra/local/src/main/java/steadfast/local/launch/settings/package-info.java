/** What the environment says: ports, gateways, the user's own servers, and where things lie. */
@NullMarked
package steadfast.local.launch.settings;

import org.jspecify.annotations.NullMarked;
