/** Figures of a run: Kafka's lag and dead letters, calls that were cleared up, processor time. */
@NullMarked
package steadfast.demo.measure;

import org.jspecify.annotations.NullMarked;
