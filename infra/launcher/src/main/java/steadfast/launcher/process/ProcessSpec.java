package steadfast.launcher.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One process of the shop: how it is prepared, started, known to work, and stopped. */
public interface ProcessSpec {

    /** Its name in logs and commands. */
    String name();

    int port();

    /** Where it is asked how it is, if that is another port. */
    default OptionalInt managementPort() {
        return OptionalInt.empty();
    }

    /** Where it answers, for people. */
    default String address() {
        return "127.0.0.1:" + port();
    }

    /** Makes what its first start needs; does little if nothing is missing. */
    default void prepare() {}

    List<String> command();

    /**
     * Returns whether it is given this variable of the launcher's environment, besides what every
     * program needs.
     */
    default boolean takes(String variable) {
        return false;
    }

    /** On top of that. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Returns whether it works, asked from outside; answers within seconds and never throws. */
    boolean isReady();

    /** Returns what it says that it waits for, while it is not ready; answers within seconds. */
    default Optional<String> waitsFor() {
        return Optional.empty();
    }

    /** What is left to do when it is ready for the first time. */
    default void complete() {}

    default Duration startLimit() {
        return Duration.ofMinutes(3);
    }

    default List<StopStep> stopSteps() {
        return List.of(
                new StopStep(PosixSignal.TERM, Duration.ofSeconds(10)),
                new StopStep(PosixSignal.KILL, Duration.ofSeconds(5)));
    }

    /**
     * Says in one sentence why it does not start.
     *
     * @param reason the telling line of its log
     */
    default String explain(String reason) {
        return "%s does not start: %s".formatted(name(), reason);
    }
}
