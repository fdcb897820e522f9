package steadfast.database;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds a start back until the database meets the service's needs. It waits for a database that is
 * down, and for needs that can be met elsewhere, while probes report what is missing. A need that
 * only a new start can meet ends the process.
 */
final class StartGate {

    private static final Logger LOG = Logger.getLogger(StartGate.class);
    private static final int REFUSED = 1;
    private static final UnmetNeed AN_ANSWER =
            new UnmetNeed(
                    "The database does not answer; this service waits for it.",
                    "数据库没有应答；本服务正在等待。",
                    UnmetNeed.Cure.FROM_OUTSIDE);

    /** One check of the database. */
    @FunctionalInterface
    interface Check {
        StartReport look() throws SQLException;
    }

    private final Check check;
    private final Supplier<NotReadyServer> doors;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private List<UnmetNeed> reported = List.of();
    private @Nullable String away;

    /**
     * @param doors opens the server that answers probes in the meantime; called at most once
     * @param pause between two checks
     */
    StartGate(Check check, Supplier<NotReadyServer> doors, Duration pause) {
        this.check = check;
        this.doors = doors;
        this.pause = pause;
    }

    /**
     * Returns once every need is met.
     *
     * @throws PreventFurtherStepsException if that is impossible, or if the process is to stop
     */
    void pass() {
        Thread whenStopped = Thread.ofPlatform().unstarted(stopped::countDown);
        Runtime.getRuntime().addShutdownHook(whenStopped);
        @Nullable NotReadyServer door = null;
        try {
            for (List<UnmetNeed> unmet = look(); !unmet.isEmpty(); unmet = look()) {
                refuseIfLasting(unmet);
                if (door == null) {
                    door = doors.get();
                }
                door.update(unmet);
                waitBeforeTheNextLook();
            }
        } finally {
            if (door != null) {
                door.close();
            }
            removeHook(whenStopped);
        }
    }

    private List<UnmetNeed> look() {
        try {
            StartReport report = check.look();
            if (!report.unmet().equals(reported)) {
                report.unmet().forEach(need -> LOG.errorf("start held back: %s", need.sentence()));
            }
            reported = report.unmet();
            if (reported.isEmpty()) {
                report.warnings().forEach(LOG::warn);
            }
            return reported;
        } catch (SQLException e) {
            return DatabaseNeeds.refusal(e).map(this::refused).orElseGet(() -> away(e));
        }
    }

    private List<UnmetNeed> refused(UnmetNeed need) {
        if (!reported.equals(List.of(need))) {
            LOG.errorf("start held back: %s", need.sentence());
        }
        reported = List.of(need);
        return reported;
    }

    private List<UnmetNeed> away(SQLException failure) {
        if (!failure.toString().equals(away)) {
            away = failure.toString();
            LOG.warnf("waiting for PostgreSQL: %s", away);
        }
        reported = List.of();
        return List.of(AN_ANSWER);
    }

    private static void refuseIfLasting(List<UnmetNeed> unmet) {
        unmet.stream()
                .filter(need -> need.cure() == UnmetNeed.Cure.NEW_START)
                .findFirst()
                .ifPresent(need -> {
                    throw new PreventFurtherStepsException(
                            "start refused: " + need.sentence(), REFUSED);
                });
    }

    private void waitBeforeTheNextLook() {
        try {
            if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PreventFurtherStepsException("stopped before the start", REFUSED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreventFurtherStepsException("interrupted before the start", REFUSED);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is stopping already.
            LOG.debug("stopped while the start was held back", e);
        }
    }
}
