package steadfast.launcher.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import steadfast.launcher.kafka.OwnServers;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.Ports;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;

/** The checks before anything starts, so that a start fails early and with a sentence. */
final class Preflight {

    private static final long NEEDED_MEGABYTES = 512;

    private static final Duration OWN_SERVERS_ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Settings settings;
    private final Folders folders;
    private final Clock clock;

    Preflight(Settings settings, Folders folders, Clock clock) {
        this.settings = settings;
        this.folders = folders;
        this.clock = clock;
    }

    Settings settings() {
        return settings;
    }

    /**
     * Looks at everything.
     *
     * @return warnings that do not prevent a start; one sentence each
     * @throws LaunchFailure if something is in the way
     */
    List<String> check() {
        checkPath(folders.data());
        settings.payments().offered();
        checkSpace(usableMegabytes(), folders.data());
        for (Map.Entry<String, Integer> port : settings.portsToListenOn().entrySet()) {
            if (!Ports.isFree(port.getValue())) {
                throw new LaunchFailure(
                        "Port %d is taken by another program: stop that one, or set %s to a free port."
                                .formatted(port.getValue(), port.getKey()));
            }
        }
        return new OwnServers(settings, OWN_SERVERS_ANSWER_WITHIN, clock).check();
    }

    /** Class paths end at a colon, Kafka's list of folders at a comma. */
    static void checkPath(Path data) {
        if (data.toString().contains(":") || data.toString().contains(",")) {
            throw new LaunchFailure(
                    "The folder %s has a colon or a comma in its name, which Java and Kafka do not support: move the clone."
                            .formatted(data));
        }
    }

    static void checkSpace(long usableMegabytes, Path folder) {
        if (usableMegabytes < NEEDED_MEGABYTES) {
            throw new LaunchFailure(noSpace(folder, usableMegabytes));
        }
    }

    private static String noSpace(Path folder, long usableMegabytes) {
        return "The disk under %s has only %d MB left, and Steadfast needs %d MB to start: make room."
                .formatted(folder, usableMegabytes, NEEDED_MEGABYTES);
    }

    private long usableMegabytes() {
        try {
            return Files.getFileStore(folders.data()).getUsableSpace() >> 20;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
