package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.events.kafka.EventOutbox;
import steadfast.payment.lifecycle.Payment;

/**
 * The claims that gateways made, and the findings made of them. Inside {@link CallbackTransactions}
 * only.
 */
@ApplicationScoped
public class GatewayCallbacks {
    /**
     * A claim that the payment doesn't show yet is passed on again, but not more often than this.
     * The interval is short because asking the gateway is cheap; a claim that comes sooner must be
     * sent again by the gateway.
     */
    public static final Duration SAID_AGAIN_AFTER = Duration.ofSeconds(5);

    /**
     * The most part refunds of one payment that are passed on per minute. Each sum is a claim of
     * its own, so with a leaked callback secret one could cause a question to the gateway per cent,
     * and delay the payment's own events.
     */
    public static final int PART_REFUNDS_A_MINUTE = 5;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final String PART_REFUNDS =
            """
            select count(*) from gateway_callback
            where payment_id = :payment and claim like 'PARTLY\\_REFUNDED %' and said_at > :since\
            """;

    private static final String FIRST =
            """
            insert into gateway_callback
                (payment_id, claim, gateway, first_event_id, first_at, last_at, said_at, times)
            values (:payment, :claim, :gateway, :event, :now, :now, :now, 1)
            on conflict (payment_id, claim) do nothing\
            """;

    // Only PostgreSQL 18 can return the old row itself.
    private static final String AGAIN =
            """
            update gateway_callback known set
                last_at = greatest(known.last_at, :now),
                times = known.times + 1,
                said_at = case when :open and known.said_at <= :quietSince
                    then :now else known.said_at end
            from (select said_at from gateway_callback
                where payment_id = :payment and claim = :claim for update) before
            where known.payment_id = :payment and known.claim = :claim
            returning before.said_at is distinct from known.said_at\
            """;

    private static final String NAMED =
            """
            select payment_id from gateway_reference
            where gateway = :gateway and reference = :reference\
            """;

    private final PaymentRows payments;
    private final EntityManager entities;
    private final EventOutbox outbox;
    private final Clock clock;

    GatewayCallbacks(
            PaymentRows payments, EntityManager entities, EventOutbox outbox, Clock clock) {
        this.payments = payments;
        this.entities = entities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns the payment's current state, not locked: a hint never makes a charge wait. */
    public Optional<Payment> payment(PaymentId paymentId) {
        return payments.payment(paymentId);
    }

    /** Returns the payment to which this gateway gave the name; empty if it is not one of ours. */
    public Optional<PaymentId> named(String gateway, String reference) {
        List<?> found =
                entities.createNativeQuery(NAMED, String.class)
                        .setParameter("gateway", gateway)
                        .setParameter("reference", reference)
                        .getResultList();
        return found.stream().map(String.class::cast).map(PaymentId::parse).findFirst();
    }

    /** Publishes the finding and stores nothing. */
    public void publish(GatewayFinding finding) {
        outbox.publish(finding);
    }

    /**
     * Stores the claim, and publishes the finding if it is the first of its kind about this
     * payment, or an old one that is still open.
     *
     * @param eventId the gateway's name for this callback
     * @param open whether the payment doesn't show the claim, perhaps because it came early
     */
    public ClaimResult record(GatewayFinding finding, String eventId, boolean open) {
        Instant now = clock.instant();
        if (isOneTooMany(finding, now)) {
            return ClaimResult.LATER;
        }
        if (isFirst(finding, eventId, now) || isDueAgain(finding, open, now)) {
            outbox.publish(finding);
            return ClaimResult.PASSED_ON;
        }
        // The one before may have been forged, and this one the truth: it must not be forgotten.
        return open ? ClaimResult.LATER : ClaimResult.KNOWN;
    }

    /** What was done with a claim. */
    public enum ClaimResult {
        /** Stored, and its finding is published. */
        PASSED_ON,
        /** Published before. */
        KNOWN,
        /** Too soon after the one before: not stored, so the gateway must send it again. */
        LATER
    }

    private boolean isOneTooMany(GatewayFinding finding, Instant now) {
        if (finding.verdict() != GatewayFinding.Verdict.PARTLY_REFUNDED) {
            return false;
        }
        Number passedOn =
                (Number)
                        entities.createNativeQuery(PART_REFUNDS, Long.class)
                                .setParameter("payment", finding.paymentId().toString())
                                .setParameter("since", now.minus(A_MINUTE))
                                .getSingleResult();
        return passedOn.longValue() >= PART_REFUNDS_A_MINUTE;
    }

    private boolean isFirst(GatewayFinding finding, String eventId, Instant now) {
        return entities.createNativeQuery(FIRST)
                        .setParameter("payment", finding.paymentId().toString())
                        .setParameter("claim", claim(finding.verdict(), finding.amount()))
                        .setParameter("gateway", finding.gateway())
                        .setParameter("event", eventId)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    private boolean isDueAgain(GatewayFinding finding, boolean open, Instant now) {
        return (Boolean)
                entities.createNativeQuery(AGAIN, Boolean.class)
                        .setParameter("payment", finding.paymentId().toString())
                        .setParameter("claim", claim(finding.verdict(), finding.amount()))
                        .setParameter("now", now)
                        .setParameter("open", open)
                        .setParameter("quietSince", now.minus(SAID_AGAIN_AFTER))
                        .getSingleResult();
    }

    /** Each total of partial refunds is a separate claim: a later one is news. */
    static String claim(GatewayFinding.Verdict verdict, @Nullable Money sum) {
        String name = verdict.name();
        return verdict == GatewayFinding.Verdict.PARTLY_REFUNDED && sum != null
                ? name + " " + sum.amountMinor()
                : name;
    }
}
