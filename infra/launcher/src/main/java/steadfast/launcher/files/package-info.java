/** Files that nobody else may read, and whose they are. */
@NullMarked
package steadfast.launcher.files;

import org.jspecify.annotations.NullMarked;
