/** Figures beside the bars that they have to keep. */
@NullMarked
package steadfast.bench.report;

import org.jspecify.annotations.NullMarked;
