package steadfast.fulfillment.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.wire.EventOutbox;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.fulfillment.store.Issuings;
import steadfast.fulfillment.store.Showings;
import steadfast.messaging.Outcome;

/**
 * Answers what an order got, inside the transaction that is already open. It moves nothing, and
 * says each time how often the cards were shown until then.
 */
@ApplicationScoped
public class EvidenceReporter {

    private static final Logger LOG = Logger.getLogger(EvidenceReporter.class);

    private final Issuings issuings;
    private final Showings showings;
    private final EventOutbox outbox;

    EvidenceReporter(Issuings issuings, Showings showings, EventOutbox outbox) {
        this.issuings = issuings;
        this.showings = showings;
        this.outbox = outbox;
    }

    /** Says what the order got; nothing if its cards are not out. */
    public Outcome report(EvidenceRequested requested) {
        if (!(issuings.lock(requested.orderId())
                instanceof Issued(Permission permission, Instant issuedAt))) {
            return Outcome.DONE;
        }
        if (!permission.paymentId().equals(requested.paymentId())) {
            String reason =
                    "evidence is wanted of %s, issued was %s"
                            .formatted(requested.paymentId(), permission.paymentId());
            LOG.errorf("contradiction: orderId=%s reason=%s", requested.orderId(), reason);
            return new Outcome.Dead("contradiction", reason);
        }
        outbox.say(
                new DeliveryEvidence(
                        permission.orderId(),
                        permission.paymentId(),
                        issuedAt,
                        showings.evidence(permission.orderId())));
        return Outcome.DONE;
    }
}
