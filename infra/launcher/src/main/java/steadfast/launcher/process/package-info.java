/** Processes of ours: what each is started by, watched, stopped and reaped. */
@NullMarked
package steadfast.launcher.process;

import org.jspecify.annotations.NullMarked;
