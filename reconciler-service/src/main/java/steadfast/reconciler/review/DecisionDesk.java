package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.reconciler.gateway.GatewayDesk;
import steadfast.reconciler.lifecycle.GatewayWord;
import steadfast.reconciler.store.AskedPayment;
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
    private final GatewayDesk gateways;

    DecisionDesk(DecisionRecords records, GatewayDesk gateways) {
        this.records = records;
        this.gateways = gateways;
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
                ReviewDecision taken =
                        records.take(call, proof(open, records.asked(open.paymentId())));
                LOG.infof(
                        "decided: caseId=%s paymentId=%s decision=%s by=%s",
                        taken.caseId(), taken.paymentId(), taken.decision(), taken.decidedBy());
                yield taken;
            }
        };
    }

    private GatewayDesk.@Nullable Answer proof(
            DecisionRecords.Standing.Open open, AskedPayment asked) {
        return switch (open.offer().proof()) {
            case NONE -> null;
            case CAPTURED, CAPTURED_OTHERWISE -> proven(open, gateways.query(asked));
            case CLOSED -> proven(open, gateways.close(asked));
        };
    }

    private static Text anotherAmount(GatewayWord word, String kind) {
        return new Text(
                "The gateway says %s (%s): refund-captured gives that back, and the payment ends unpaid."
                        .formatted(kind, word.detail()),
                "支付网关答复：%s（%s）。可用 refund-captured 退回该款项，之后该支付将以未支付结束。"
                        .formatted(kind, word.detail()));
    }

    private GatewayDesk.Answer proven(
            DecisionRecords.Standing.Open open, GatewayDesk.Answer answer) {
        GatewayWord word = answer.word();
        if (open.offer().isProvenBy(word.kind())) {
            return answer;
        }
        records.tell(open.paymentId(), answer);
        String kind = DecisionWord.write(word.kind());
        if (word.kind().answers()) {
            throw new ProblemException(
                    ReviewProblem.GATEWAY_SAYS_OTHERWISE,
                    "decision",
                    word.kind() == GatewayWord.Kind.CAPTURED_OTHERWISE
                            ? anotherAmount(word, kind)
                            : new Text("The gateway says " + kind + ".", "支付网关答复：" + kind + "。"));
        }
        throw new ProblemException(
                ReviewProblem.GATEWAY_SILENT, null, ReviewProblem.GATEWAY_SILENT.title());
    }
}
