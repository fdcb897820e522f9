/** The launcher: one command line that runs the whole shop on one machine, without containers. */
@NullMarked
package steadfast.launcher;

import org.jspecify.annotations.NullMarked;
