package steadfast.reconciler.poll;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import steadfast.reconciler.gateway.GatewayClient;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.store.PolledPayment;

/**
 * Queries the gateway about open payments, and closes those whose time is over: (1) a transaction
 * that leases the due polls, (2) a call for each, outside any transaction, (3) a transaction that
 * stores the answer. Any number of instances may do so at once.
 *
 * <p>A crash after (1) leaves a lease, and when it ends another instance polls. Queries and closes
 * are idempotent.
 */
@ApplicationScoped
public class PollSweep {

    private static final Logger LOG = Logger.getLogger(PollSweep.class);

    /** The most answers that are stored at once: fewer than the database has connections. */
    private static final int MAX_WRITING = 4;

    private final PollRecords records;
    private final GatewayClient gateways;
    private final PollConfig config;
    private final MeterRegistry meters;
    private final Semaphore mayCall;
    private final Semaphore mayWrite = new Semaphore(MAX_WRITING);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PollSweep(
            PollRecords records, GatewayClient gateways, PollConfig config, MeterRegistry meters) {
        this.records = records;
        this.gateways = gateways;
        this.config = config;
        this.meters = meters;
        this.mayCall = new Semaphore(config.maxInFlight());
    }

    /** Begins the polls that are due, as many as the rate and the calls in flight allow. */
    @Scheduled(
            every = "${steadfast.reconciler.poll.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
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
            GatewayClient.Answer answer = callGateway(poll);
            mayWrite.acquire();
            try {
                records.answered(payment, answer);
            } finally {
                mayWrite.release();
            }
            report(poll, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "poll failed, retried once its lease ends: paymentId=%s",
                    payment.paymentId());
        } finally {
            mayCall.release();
        }
    }

    private GatewayClient.Answer callGateway(DuePoll poll) {
        return poll.closes() ? gateways.close(poll.asked()) : gateways.query(poll.asked());
    }

    private void report(DuePoll poll, GatewayClient.Answer answer) {
        GatewayStatus status = answer.status();
        meters.counter(
                        "steadfast.reconciler.polls",
                        "gateway",
                        answer.gateway(),
                        "operation",
                        poll.operation(),
                        "answer",
                        status.kind().name())
                .increment();
        LOG.logf(
                status.kind() == GatewayStatus.Kind.MISCONFIGURED
                        ? Logger.Level.ERROR
                        : Logger.Level.INFO,
                "polled paymentId=%s gateway=%s operation=%s answer=%s attempt=%d detail=%s",
                poll.payment().paymentId(),
                answer.gateway(),
                poll.operation(),
                status.kind(),
                poll.payment().polls() + 1,
                status.detail());
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
