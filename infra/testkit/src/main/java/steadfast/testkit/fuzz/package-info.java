/**
 * Sends a service requests that are almost right, made from its own OpenAPI document, and checks
 * that each is answered, in time, without a server error, and refused with a problem that helps.
 */
@NullMarked
package steadfast.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
