/** Tells the run as it goes, and the scoreboard at its end. */
@NullMarked
package steadfast.demo.report;

import org.jspecify.annotations.NullMarked;
