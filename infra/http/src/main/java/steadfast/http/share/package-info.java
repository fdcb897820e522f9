/**
 * Shares of the database's connections, so that many requests of one kind hold up no other kind.
 */
@NullMarked
package steadfast.http.share;

import org.jspecify.annotations.NullMarked;
