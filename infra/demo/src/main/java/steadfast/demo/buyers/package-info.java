/** Buyers over HTTP: what each wants, what they do, and what the shop tells them. */
@NullMarked
package steadfast.demo.buyers;

import org.jspecify.annotations.NullMarked;
