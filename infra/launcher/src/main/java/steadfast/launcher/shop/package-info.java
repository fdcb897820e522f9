/** The shop on one machine: the processes that it consists of, their start, watch and end. */
@NullMarked
package steadfast.launcher.shop;

import org.jspecify.annotations.NullMarked;
