/** The Kafka of this machine: its settings, its process, and who may do what there. */
@NullMarked
package steadfast.launcher.kafka;

import org.jspecify.annotations.NullMarked;
