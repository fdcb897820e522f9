/** Who may come in: keys that are kept as hashes in a file, read again when it changes. */
@NullMarked
package steadfast.http.access;

import org.jspecify.annotations.NullMarked;
