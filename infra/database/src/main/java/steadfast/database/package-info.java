/** The meaning of PostgreSQL failures, and the checks of every service's database. */
@NullMarked
package steadfast.database;

import org.jspecify.annotations.NullMarked;
