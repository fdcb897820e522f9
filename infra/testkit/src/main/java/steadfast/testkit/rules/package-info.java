/** The rules that every service keeps, checked on its compiled classes. */
@NullMarked
package steadfast.testkit.rules;

import org.jspecify.annotations.NullMarked;
