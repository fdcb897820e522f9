/** Keeps a service's log well-formed, whatever input its messages quote. */
@NullMarked
package steadfast.http.log;

import org.jspecify.annotations.NullMarked;
