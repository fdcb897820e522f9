package steadfast.launcher.process;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Selects the variables of the launcher's environment that a process gets: those that every program
 * needs, and those that its part takes. The rest, such as a gateway's credentials, is withheld,
 * because every process of the same user could read it there.
 */
public final class ChildEnvironment {

    private static final Set<String> NAMES =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR");

    /** The locale's parts, and how a JVM is found and set. */
    private static final List<String> PREFIXES = List.of("LC_", "JAVA_", "JDK_JAVA_");

    private ChildEnvironment() {}

    /** Leaves what every program needs. */
    public static void limit(Map<String, String> environment) {
        environment.keySet().removeIf(variable -> !everyProgramNeeds(variable));
    }

    /** Leaves what every program needs and what this part takes. */
    public static void limit(Map<String, String> environment, ProcessSpec processSpec) {
        environment
                .keySet()
                .removeIf(variable -> !everyProgramNeeds(variable) && !processSpec.takes(variable));
    }

    private static boolean everyProgramNeeds(String variable) {
        return NAMES.contains(variable) || PREFIXES.stream().anyMatch(variable::startsWith);
    }
}
