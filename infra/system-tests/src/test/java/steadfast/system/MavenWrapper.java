package steadfast.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Maven, as a newcomer's shell starts it: by the wrapper, and without variables of ours. */
final class MavenWrapper {

    private static final long MAX_SECONDS = 300;
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "MAVEN_USER_HOME");

    /**
     * How Maven ended.
     *
     * @param output what it printed
     */
    record Ended(int exitCode, String output) {}

    private MavenWrapper() {}

    /**
     * Runs the wrapper of a project and waits until it ends, five minutes at most.
     *
     * @param log the file that takes its output
     * @param variables of its environment, as {@code NAME=value}
     */
    static Ended run(Path project, Path log, List<String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "mvnw", "-B", "-ntp"));
        command.addAll(List.of(arguments));
        ProcessBuilder maven =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        maven.environment().keySet().retainAll(KEPT);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        for (String variable : variables) {
            int end = variable.indexOf('=');
            maven.environment().put(variable.substring(0, end), variable.substring(end + 1));
        }
        Process process = maven.start();
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }

    /** Returns the folder in which the build that runs this test keeps its libraries. */
    static String localRepository() {
        // Surefire sets it.
        return System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository");
    }
}
