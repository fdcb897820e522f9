package steadfast.payment.resolve;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import steadfast.events.PaymentId;
import steadfast.payment.gatewaycall.AttemptKind;
import steadfast.payment.gatewaycall.GatewayCallService;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.store.Payments;

/**
 * Cancels payments that have no open call and may start none any more. Needs no gateway: a payment
 * that never reached it ends at its deadline, whatever state the gateway is in.
 */
@ApplicationScoped
public class DeadlineSweep {
    private static final Logger LOG = Logger.getLogger(DeadlineSweep.class);

    private final GatewayCallService gatewayCallService;
    private final Payments payments;
    private final ResolveConfig config;
    private final Clock clock;

    DeadlineSweep(
            GatewayCallService gatewayCallService,
            Payments payments,
            ResolveConfig config,
            Clock clock) {
        this.gatewayCallService = gatewayCallService;
        this.payments = payments;
        this.config = config;
        this.clock = clock;
    }

    /** Cancels what is due now, at most a batch. */
    @Scheduled(
            every = "${steadfast.payment.settle.sweep-pause}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            for (PaymentId payment : payments.neverSent(clock.instant(), config.sweepBatch())) {
                gatewayCallService.signal(
                        payment, new PaymentSignal.PayByPassed(), AttemptKind.FIRST);
            }
        } catch (RuntimeException e) {
            // The next sweep finds the same payments again.
            LOG.warnf("deadlines could not be checked: cause=%s", e.toString());
        }
    }
}
