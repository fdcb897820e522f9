/** Keys and passwords, made once and kept in files that only their owner reads. */
@NullMarked
package steadfast.launcher.secrets;

import org.jspecify.annotations.NullMarked;
