package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.reconciler.gateway.GatewayClient;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.review.DecisionPreconditions.Result;
import steadfast.reconciler.store.AskedPayment;
import steadfast.reconciler.store.ReviewDecision;

/**
 * Takes decisions. A person's belief about the money is never enough if the gateway can be asked:
 * (1) a transaction checks whether the decision is possible, (2) the gateway is asked, outside any
 * transaction, (3) a transaction takes the decision if the order is unchanged. After a crash in
 * between nothing was decided; the same request with the same key starts again.
 */
@ApplicationScoped
class DecisionService {

    private static final Logger LOG = Logger.getLogger(DecisionService.class);

    private final DecisionTransactions records;
    private final GatewayClient gateways;

    DecisionService(DecisionTransactions records, GatewayClient gateways) {
        this.records = records;
        this.gateways = gateways;
    }

    /**
     * Takes the decision, or returns the first one under this key.
     *
     * @throws ProblemException if it cannot be taken; then nothing is stored
     */
    ReviewDecision decide(DecisionCall call) {
        return switch (records.look(call)) {
            case Result.AlreadyTaken taken -> taken.decision();
            case Result.Possible possible -> {
                ReviewDecision taken = records.take(call, proof(call, possible));
                LOG.infof(
                        "decided: caseId=%s paymentId=%s decision=%s by=%s",
                        taken.caseId(), taken.paymentId(), taken.decision(), taken.decidedBy());
                yield taken;
            }
        };
    }

    private GatewayClient.@Nullable Answer proof(DecisionCall call, Result.Possible possible) {
        AskedPayment asked = records.asked(possible.paymentId());
        return switch (possible.offer().proof()) {
            case NONE -> null;
            case CAPTURED, CAPTURED_OTHERWISE -> proven(possible, gateways.query(asked));
            case CLOSED -> {
                // Of a crash after it the gateway alone would know, and it does not know who.
                LOG.infof(
                        "closing at the gateway: caseId=%s paymentId=%s by=%s",
                        call.caseId(), possible.paymentId(), call.operator());
                yield proven(possible, gateways.close(asked));
            }
        };
    }

    private static Text anotherAmount(GatewayStatus status, String kind) {
        return new Text(
                "The gateway says %s (%s): refund-captured refunds that amount, and the payment ends unpaid."
                        .formatted(kind, status.detail()),
                "支付网关答复：%s（%s）。可用 refund-captured 退回该款项，之后该支付将以未支付结束。"
                        .formatted(kind, status.detail()));
    }

    private GatewayClient.Answer proven(Result.Possible possible, GatewayClient.Answer answer) {
        GatewayStatus status = answer.status();
        if (possible.offer().isProvenBy(status.kind())) {
            return answer;
        }
        records.publishFinding(possible.paymentId(), answer);
        String kind = DecisionName.write(status.kind());
        if (status.kind().answers()) {
            throw new ProblemException(
                    ReviewProblem.GATEWAY_SAYS_OTHERWISE,
                    "decision",
                    status.kind() == GatewayStatus.Kind.CAPTURED_OTHERWISE
                            ? anotherAmount(status, kind)
                            : new Text("The gateway says " + kind + ".", "支付网关答复：" + kind + "。"));
        }
        throw new ProblemException(
                ReviewProblem.GATEWAY_SILENT, null, ReviewProblem.GATEWAY_SILENT.title());
    }
}
