/** Strict reading of JSON bodies: unknown, missing and ambiguous input is rejected. */
@NullMarked
package steadfast.http.json;

import org.jspecify.annotations.NullMarked;
