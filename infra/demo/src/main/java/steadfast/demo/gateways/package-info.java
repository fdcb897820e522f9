/** The gateways from outside: their ledgers, their callbacks, and a planned outage. */
@NullMarked
package steadfast.demo.gateways;

import org.jspecify.annotations.NullMarked;
