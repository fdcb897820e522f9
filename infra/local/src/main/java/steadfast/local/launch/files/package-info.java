/** Files that nobody else may read, and whose they are. */
@NullMarked
package steadfast.local.launch.files;

import org.jspecify.annotations.NullMarked;
