/** A real broker and a real database for tests, and the tools by which tests use a service. */
@NullMarked
package steadfast.testkit;

import org.jspecify.annotations.NullMarked;
