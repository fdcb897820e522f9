package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.reconciler.lifecycle.GatewayWord;
import steadfast.reconciler.lifecycle.Offer;
import steadfast.reconciler.store.ReviewDecision;

/**
 * Takes decisions. What a person believes of the money is never enough where the gateway can be
 * asked: (1) a transaction looks whether the decision could be taken, (2) the gateway is asked,
 * outside any, (3) a transaction takes it if the order is still as it was. A crash in between took
 * nothing; the same request with the same key begins anew.
 */
@ApplicationScoped
class DecisionDesk {

    private static final Logger LOG = Logger.getLogger(DecisionDesk.class);

    private final DecisionRecords records;
    private final PaymentGateway gateway;
    private final Clock clock;

    DecisionDesk(DecisionRecords records, PaymentGateway gateway, Clock clock) {
        this.clock = clock;
        this.records = records;
        this.gateway = gateway;
    }

    /**
     * Takes the decision, or gives the one that this key took first.
     *
     * @throws ProblemException if it cannot be taken; then nothing is kept
     */
    ReviewDecision decide(DecisionCall call) {
        return switch (records.look(call)) {
            case DecisionRecords.Standing.Answered answered -> answered.decision();
            case DecisionRecords.Standing.Open open -> {
                GatewayWord word = proof(open.offer(), open.paymentId());
                ReviewDecision taken = records.take(call, word);
                LOG.infof(
                        "decided: caseId=%s paymentId=%s decision=%s by=%s",
                        taken.caseId(), taken.paymentId(), taken.decision(), taken.decidedBy());
                yield taken;
            }
        };
    }

    private @Nullable GatewayWord proof(Offer offer, PaymentId paymentId) {
        return switch (offer.proof()) {
            case NONE -> null;
            case CAPTURED -> proven(offer, GatewayWord.of(gateway.query(paymentId)));
            case CLOSED -> proven(offer, closed(paymentId));
        };
    }

    /** Without terms it can only be asked about, and then only what is closed already is proof. */
    private GatewayWord closed(PaymentId paymentId) {
        Optional<ChargeRequest> terms = records.terms(paymentId);
        Instant askedAt = clock.instant();
        return terms.map(known ->
                        GatewayWord.ofClose(
                                gateway.cancel(known), known, gateway.visibilityLag(), askedAt))
                .orElseGet(() -> GatewayWord.of(gateway.query(paymentId)));
    }

    private static GatewayWord proven(Offer offer, GatewayWord word) {
        if (offer.isProvenBy(word.kind())) {
            return word;
        }
        String kind = DecisionWord.write(word.kind());
        if (word.kind().answers()) {
            throw new ProblemException(
                    ReviewProblem.GATEWAY_SAYS_OTHERWISE,
                    "decision",
                    new Text("The gateway says " + kind + ".", "支付网关答复：" + kind + "。"));
        }
        throw new ProblemException(
                ReviewProblem.GATEWAY_SILENT, null, ReviewProblem.GATEWAY_SILENT.title());
    }
}
