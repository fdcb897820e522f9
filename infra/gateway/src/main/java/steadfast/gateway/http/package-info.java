/** HTTP for payments: without retries, within a time limit, and only complete responses. */
@NullMarked
package steadfast.gateway.http;

import org.jspecify.annotations.NullMarked;
