/**
 * JSON bodies read strictly: what was not asked for, is missing, or would have to be guessed is
 * refused.
 */
@NullMarked
package steadfast.http.json;

import org.jspecify.annotations.NullMarked;
