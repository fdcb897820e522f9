/** The demo: real buyers over HTTP against a running shop, and a scoreboard of the promises. */
@NullMarked
package steadfast.demo;

import org.jspecify.annotations.NullMarked;
