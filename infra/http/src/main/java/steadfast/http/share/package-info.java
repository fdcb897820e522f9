/** Shares of the database's connections: a crowd of one kind of request holds up no other kind. */
@NullMarked
package steadfast.http.share;

import org.jspecify.annotations.NullMarked;
