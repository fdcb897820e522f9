/** Text of strangers, made harmless for logs and headers. */
@NullMarked
package steadfast.text;

import org.jspecify.annotations.NullMarked;
