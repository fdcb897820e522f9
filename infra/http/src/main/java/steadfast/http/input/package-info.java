/**
 * The rules for what a request may hold, one place each for all services: text, keys, currencies,
 * moments, page sizes. What breaks one is a 400 that names the field.
 */
@NullMarked
package steadfast.http.input;

import org.jspecify.annotations.NullMarked;
