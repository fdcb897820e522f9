/** Measurements as ratios and bars within one run; started by {@code infra/run bench}. */
@NullMarked
package steadfast.bench;

import org.jspecify.annotations.NullMarked;
