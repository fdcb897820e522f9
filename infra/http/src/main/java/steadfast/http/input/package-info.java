/**
 * The rules for values in requests, in one place for all services: text, keys, currencies, times,
 * page sizes. A violation is a 400 that names the field.
 */
@NullMarked
package steadfast.http.input;

import org.jspecify.annotations.NullMarked;
