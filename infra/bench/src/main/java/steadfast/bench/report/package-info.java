/** Figures beside the bars they have to hold. */
@NullMarked
package steadfast.bench.report;

import org.jspecify.annotations.NullMarked;
