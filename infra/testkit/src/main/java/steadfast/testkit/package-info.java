/** A real broker and a real database for tests, and the rules that every service keeps. */
@NullMarked
package steadfast.testkit;

import org.jspecify.annotations.NullMarked;
