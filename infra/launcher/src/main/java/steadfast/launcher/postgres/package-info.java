/** The PostgreSQL of this machine: its programs, its process, its databases and their doors. */
@NullMarked
package steadfast.launcher.postgres;

import org.jspecify.annotations.NullMarked;
