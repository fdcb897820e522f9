/** Access control: keys that are stored as hashes in a file, reread when it changes. */
@NullMarked
package steadfast.http.access;

import org.jspecify.annotations.NullMarked;
