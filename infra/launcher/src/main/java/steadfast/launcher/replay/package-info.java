/** {@code infra/run replay}: sends dead letters round their own group's ladder again. */
@NullMarked
package steadfast.launcher.replay;

import org.jspecify.annotations.NullMarked;
