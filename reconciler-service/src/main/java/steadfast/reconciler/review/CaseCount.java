package steadfast.reconciler.review;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import steadfast.reconciler.store.ReviewCases;

/** Shows how many cases are open and how old the oldest is. */
@Startup
@ApplicationScoped
public class CaseCount {

    private final ReviewCases cases;
    private final Clock clock;
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    CaseCount(ReviewCases cases, Clock clock, MeterRegistry meters) {
        this.cases = cases;
        this.clock = clock;
        Gauge.builder("steadfast.reconciler.cases.open", open, AtomicLong::get)
                .description("Cases that wait for a person or for certainty")
                .register(meters);
        Gauge.builder("steadfast.reconciler.cases.oldest", oldestSeconds, AtomicLong::get)
                .baseUnit("seconds")
                .description("How long the oldest open case has been open")
                .register(meters);
    }

    /** Refreshes the counts. */
    @Scheduled(
            every = "${steadfast.reconciler.count-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    public void count() {
        open.set(cases.countOpen());
        oldestSeconds.set(cases.oldestOpen(clock.instant()).toSeconds());
    }
}
