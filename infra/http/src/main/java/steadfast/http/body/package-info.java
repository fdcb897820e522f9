/**
 * Reads bodies on the request's event loop: one that is on its way holds neither a thread nor a
 * connection to the database, however slowly it comes.
 */
@NullMarked
package steadfast.http.body;

import org.jspecify.annotations.NullMarked;
