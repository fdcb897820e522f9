/** A running shop from outside: how it is started, where it is, and how its HTTP API is called. */
@NullMarked
package steadfast.client;

import org.jspecify.annotations.NullMarked;
