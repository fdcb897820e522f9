/** The commands of {@code infra/run} that start, stop, show or change what runs. */
@NullMarked
package steadfast.launcher.command;

import org.jspecify.annotations.NullMarked;
