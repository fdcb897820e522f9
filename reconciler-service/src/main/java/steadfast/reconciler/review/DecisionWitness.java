package steadfast.reconciler.review;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.messaging.Delivery;
import steadfast.messaging.Outcome;
import steadfast.reconciler.store.ReviewDecisions;

/**
 * Compares each decision that is read from Kafka with those on record. One that is not on record
 * was written by someone with unauthorized write access: it becomes a dead letter, and this
 * instance reports itself as not well until a person has investigated and restarts it.
 *
 * <p>A decision that was taken is always found: its row commits with its outbox row, and leaves for
 * Kafka after that.
 */
@Startup
@ApplicationScoped
public class DecisionWitness {

    private static final Logger LOG = Logger.getLogger(DecisionWitness.class);

    private final ReviewDecisions decisions;
    private final Counter forged;

    DecisionWitness(ReviewDecisions decisions, MeterRegistry meters) {
        this.decisions = decisions;
        this.forged =
                Counter.builder("steadfast.reconciler.decisions.forged")
                        .description("Decisions read from Kafka that are not on record")
                        .register(meters);
    }

    /** Looks at one decision. Runs in the consumer's transaction. */
    public Outcome receive(Delivery<?> delivery, ReviewDecided decided) {
        Optional<ReviewDecided> taken =
                decisions
                        .find(decided.decisionId())
                        .map(one ->
                                new ReviewDecided(
                                        one.decisionId(),
                                        one.paymentId().orderId(),
                                        one.paymentId(),
                                        one.decision(),
                                        one.decidedBy(),
                                        one.expectedStatus(),
                                        one.expectedRound()));
        if (taken.equals(Optional.of(decided))) {
            return Outcome.DONE;
        }
        LOG.errorf(
                "forged decision, check who can write to Kafka: decisionId=%s orderId=%s"
                        + " paymentId=%s decision=%s decidedBy=%s topic=%s partition=%d"
                        + " offset=%d",
                decided.decisionId(),
                decided.orderId(),
                decided.paymentId(),
                decided.decision(),
                decided.decidedBy(),
                delivery.topic(),
                delivery.partition(),
                delivery.offset());
        forged.increment();
        return new Outcome.Dead(
                "forged-decision",
                "the decision %s about the order %s is not on record"
                        .formatted(decided.decisionId(), decided.orderId()));
    }

    /** Returns how many forged decisions this instance has seen since its start. */
    long seen() {
        return (long) forged.count();
    }
}
