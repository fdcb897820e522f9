package steadfast.reconciler.poll;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.reconciler.lifecycle.GatewayWord;
import steadfast.reconciler.store.PolledPayment;

/**
 * Asks the gateway what became of open payments, and closes those whose time is over: (1) a
 * transaction that takes what is due, (2) a call for each, outside any transaction, (3) a
 * transaction that writes the answer down. Any number of instances may do so at once.
 *
 * <p>A crash after (1) leaves a lease, and when it ends another instance asks. Asking and closing
 * twice is asking and closing once.
 */
@ApplicationScoped
public class PollSweep {

    private static final Logger LOG = Logger.getLogger(PollSweep.class);

    /** Answers that are written down at once: fewer than the database has connections. */
    private static final int MAX_WRITING = 4;

    private final PollRecords records;
    private final PaymentGateway gateway;
    private final PollConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Semaphore mayCall;
    private final Semaphore mayWrite = new Semaphore(MAX_WRITING);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PollSweep(
            PollRecords records,
            PaymentGateway gateway,
            PollConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.records = records;
        this.gateway = gateway;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.mayCall = new Semaphore(config.maxInFlight());
    }

    /** Begins the polls that are due, as many as the rate and the calls in flight allow. */
    @Scheduled(
            every = "${steadfast.reconciler.poll.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void sweep() {
        int taken = 0;
        while (taken < limit() && mayCall.tryAcquire()) {
            taken++;
        }
        int begun = 0;
        try {
            List<DuePoll> due = taken == 0 ? List.of() : records.claim(taken);
            for (DuePoll poll : due) {
                threads.execute(() -> poll(poll));
                begun++;
            }
        } finally {
            mayCall.release(taken - begun);
        }
    }

    private int limit() {
        return Math.toIntExact(
                Math.max(1, config.pollsPerSecond() * config.sweepEvery().toMillis() / 1000));
    }

    private void poll(DuePoll poll) {
        PolledPayment payment = poll.payment();
        try {
            GatewayWord word = ask(poll);
            mayWrite.acquire();
            try {
                records.answered(payment, word);
            } finally {
                mayWrite.release();
            }
            tell(payment, poll.operation(), word);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "poll comes to nothing until its lease ends: paymentId=%s",
                    payment.paymentId());
        } finally {
            mayCall.release();
        }
    }

    private GatewayWord ask(DuePoll poll) {
        ChargeRequest closing = poll.closing();
        if (closing == null) {
            return GatewayWord.of(gateway.query(poll.payment().paymentId()));
        }
        Instant askedAt = clock.instant();
        return GatewayWord.ofClose(
                gateway.cancel(closing), closing, gateway.visibilityLag(), askedAt);
    }

    private void tell(PolledPayment payment, String operation, GatewayWord word) {
        meters.counter(
                        "steadfast.reconciler.polls",
                        "operation",
                        operation,
                        "answer",
                        word.kind().name())
                .increment();
        LOG.logf(
                word.kind() == GatewayWord.Kind.MISCONFIGURED
                        ? Logger.Level.ERROR
                        : Logger.Level.INFO,
                "polled paymentId=%s operation=%s answer=%s attempt=%d detail=%s",
                payment.paymentId(),
                operation,
                word.kind(),
                payment.polls() + 1,
                word.detail());
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
