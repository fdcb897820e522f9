package steadfast.payment.resolve;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("payment-deadlines").daemon().factory());

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

    void start(@Observes StartupEvent event) {
        long pause = config.sweepPause().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void sweep() {
        try {
            for (PaymentId payment : payments.neverSent(clock.instant(), config.sweepBatch())) {
                gatewayCallService.signal(
                        payment, new PaymentSignal.PayByPassed(), AttemptKind.FIRST);
            }
        } catch (RuntimeException e) {
            // An exception would end the schedule; the next sweep finds the same payments again.
            LOG.warnf("deadlines could not be checked: cause=%s", e.toString());
        }
    }
}
