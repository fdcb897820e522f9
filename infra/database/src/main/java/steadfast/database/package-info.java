/** What a failure of PostgreSQL means, and what every service needs of its database. */
@NullMarked
package steadfast.database;

import org.jspecify.annotations.NullMarked;
