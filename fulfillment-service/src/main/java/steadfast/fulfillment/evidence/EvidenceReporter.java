package steadfast.fulfillment.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.kafka.EventOutbox;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.fulfillment.store.IssueRepository;
import steadfast.fulfillment.store.RevealAudit;
import steadfast.messaging.Outcome;

/**
 * Reports which cards an order got, in the caller's transaction. Changes nothing, and reports each
 * time how often the cards were shown so far.
 */
@ApplicationScoped
public class EvidenceReporter {

    private static final Logger LOG = Logger.getLogger(EvidenceReporter.class);

    private final IssueRepository issueRepository;
    private final RevealAudit revealAudit;
    private final EventOutbox outbox;

    EvidenceReporter(IssueRepository issueRepository, RevealAudit revealAudit, EventOutbox outbox) {
        this.issueRepository = issueRepository;
        this.revealAudit = revealAudit;
        this.outbox = outbox;
    }

    /** Publishes what the order got; nothing if its cards were not issued. */
    public Outcome report(EvidenceRequested requested) {
        if (!(issueRepository.lock(requested.orderId())
                instanceof Issued(Permission permission, Instant issuedAt))) {
            return Outcome.DONE;
        }
        if (!permission.paymentId().equals(requested.paymentId())) {
            String reason =
                    "evidence was requested for %s, but issued was %s"
                            .formatted(requested.paymentId(), permission.paymentId());
            LOG.errorf("contradiction: orderId=%s reason=%s", requested.orderId(), reason);
            return new Outcome.Dead("contradiction", reason);
        }
        outbox.publish(
                new DeliveryEvidence(
                        permission.orderId(),
                        permission.paymentId(),
                        issuedAt,
                        revealAudit.evidence(permission.orderId())));
        return Outcome.DONE;
    }
}
