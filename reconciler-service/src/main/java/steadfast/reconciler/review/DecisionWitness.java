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
 * Compares each decision that is read from Kafka with those on record. One that nobody took was
 * written by somebody who can write where only this service may: it is kept as a dead letter, and
 * this instance is not well until a person has looked and starts it again.
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
                        .description("Decisions that were read from Kafka and that nobody took")
                        .register(meters);
    }

    /** Looks at one decision. Runs in the consumer's transaction. */
    public Outcome hear(Delivery<?> delivery, ReviewDecided said) {
        Optional<ReviewDecided> taken =
                decisions
                        .find(said.decisionId())
                        .map(one ->
                                new ReviewDecided(
                                        one.decisionId(),
                                        one.paymentId().orderId(),
                                        one.paymentId(),
                                        one.decision(),
                                        one.decidedBy(),
                                        one.expectedStatus(),
                                        one.expectedRound()));
        if (taken.equals(Optional.of(said))) {
            return Outcome.DONE;
        }
        LOG.errorf(
                "forged decision, look who may write to Kafka: decisionId=%s orderId=%s paymentId=%s"
                        + " decision=%s decidedBy=%s topic=%s partition=%d offset=%d",
                said.decisionId(),
                said.orderId(),
                said.paymentId(),
                said.decision(),
                said.decidedBy(),
                delivery.topic(),
                delivery.partition(),
                delivery.offset());
        forged.increment();
        return new Outcome.Dead(
                "forged-decision",
                "nobody took the decision %s about the order %s"
                        .formatted(said.decisionId(), said.orderId()));
    }

    /** How many decisions that nobody took this instance has seen since its start. */
    long seen() {
        return (long) forged.count();
    }
}
