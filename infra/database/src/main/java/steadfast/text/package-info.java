/** Makes text from strangers harmless for logs and headers. */
@NullMarked
package steadfast.text;

import org.jspecify.annotations.NullMarked;
