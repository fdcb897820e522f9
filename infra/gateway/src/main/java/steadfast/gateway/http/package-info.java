/** HTTP as a payment wants it: once, within a time, and whole or not at all. */
@NullMarked
package steadfast.gateway.http;

import org.jspecify.annotations.NullMarked;
