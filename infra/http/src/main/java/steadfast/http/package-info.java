/**
 * The parts that all HTTP endpoints share: access keys, strict JSON, errors as RFC 9457 problems in
 * two languages.
 */
@NullMarked
package steadfast.http;

import org.jspecify.annotations.NullMarked;
