/**
 * The HTTP API: routes and reads requests, and writes responses, late or broken where a fault says
 * so.
 */
@NullMarked
package steadfast.sandbox.http;

import org.jspecify.annotations.NullMarked;
