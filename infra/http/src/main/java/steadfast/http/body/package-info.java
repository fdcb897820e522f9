/**
 * Reads bodies on the request's event loop: a body that is still arriving holds neither a thread
 * nor a database connection, however slow it is.
 */
@NullMarked
package steadfast.http.body;

import org.jspecify.annotations.NullMarked;
