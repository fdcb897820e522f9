/** What the environment says: ports, gateways, the user's own servers, and where things lie. */
@NullMarked
package steadfast.launcher.settings;

import org.jspecify.annotations.NullMarked;
