/**
 * {@code infra/run replay} and {@code drain}: send dead letters round their own group's ladder
 * again, and bring the ladders of an earlier version into this one's.
 */
@NullMarked
package steadfast.launcher.replay;

import org.jspecify.annotations.NullMarked;
