package steadfast.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process beyond doubt: its ID may be given to another one, its ID and start never are.
 *
 * @param startTicks when it started, in clock ticks since boot (field 22 of proc_pid_stat(5))
 * @param boot the boot that these ticks count from
 */
public record ProcessIdentity(long pid, long startTicks, String boot) {

    private static final Path PROC = Path.of("/proc");

    /** Fields of {@code /proc/<pid>/stat} after the command's closing parenthesis. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    /** The process that has this ID now; empty if there is none, or only its exit code is left. */
    public static Optional<ProcessIdentity> of(long pid) {
        String stat;
        try {
            stat =
                    Files.readString(
                            PROC.resolve(Long.toString(pid)).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Optional.empty();
        }
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        boolean dead = fields.get(STATE).equals("Z") || fields.get(STATE).equals("X");
        return dead
                ? Optional.empty()
                : Optional.of(
                        new ProcessIdentity(
                                pid, Long.parseLong(fields.get(START_TICKS)), currentBoot()));
    }

    /** Returns that of the process that asks. */
    public static ProcessIdentity ofThisProcess() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** True while this very process runs. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    private static String currentBoot() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
