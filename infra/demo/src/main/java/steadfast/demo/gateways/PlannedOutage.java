package steadfast.demo.gateways;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.Pace;

/**
 * Takes one gateway down in the middle of the run and brings it back: by the demo and not by the
 * gateway's own fault profile, so that the exact time of the outage is known.
 */
public final class PlannedOutage implements AutoCloseable {

    private static final Duration BEGINS_AFTER = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(60);

    private final GatewaySwitch gateway;
    private final Duration beginsAfter;
    private final Duration length;
    private final Clock clock;
    private final Consumer<String> print;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("demo-outage").daemon().unstarted(this::happen);
    private volatile @Nullable GatewayOutage outage;
    private volatile @Nullable DemoFailure failure;

    public PlannedOutage(GatewaySwitch gateway, Pace pace, Clock clock, Consumer<String> print) {
        this.gateway = gateway;
        this.beginsAfter = pace.of(BEGINS_AFTER);
        this.length = pace.of(LENGTH);
        this.clock = clock;
        this.print = print;
    }

    /** Schedules the outage after this call. */
    public void plan() {
        thread.start();
    }

    /**
     * Ends it, if it is not over.
     *
     * @throws DemoFailure if the gateway did not obey
     */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            // The gateway recovers anyway, in its own time.
            Thread.currentThread().interrupt();
        }
        DemoFailure failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Returns when it was, once it is over; empty if all was over before it. */
    public Optional<GatewayOutage> outage() {
        return Optional.ofNullable(outage);
    }

    private void happen() {
        try {
            if (isClosedWithin(beginsAfter)) {
                return;
            }
            gateway.takeDown();
            Instant from = clock.instant();
            print.accept(gateway.gateway() + " goes away");
            isClosedWithin(length);
            gateway.heal();
            outage = new GatewayOutage(gateway.gateway(), from, clock.instant());
            print.accept(gateway.gateway() + " is back");
        } catch (DemoFailure e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
