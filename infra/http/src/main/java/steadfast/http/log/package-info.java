/** What a service's log may look like, whoever's words stand in it. */
@NullMarked
package steadfast.http.log;

import org.jspecify.annotations.NullMarked;
