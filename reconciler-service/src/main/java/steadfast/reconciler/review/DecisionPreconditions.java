package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import steadfast.events.PaymentId;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.reconciler.lifecycle.AvailableDecision;
import steadfast.reconciler.lifecycle.PublicStatus;
import steadfast.reconciler.store.ReviewCase;
import steadfast.reconciler.store.ReviewDecision;
import steadfast.reconciler.store.ReviewDecisions;
import steadfast.reconciler.store.WatchedOrder;

/**
 * Checks, inside a transaction that has locked the order, whether a decision can be taken: it was
 * not taken before, the order is as the person saw it, and the case offers it.
 */
@ApplicationScoped
class DecisionPreconditions {

    private final ReviewDecisions decisions;
    private final OpenOffers offers;

    DecisionPreconditions(ReviewDecisions decisions, OpenOffers offers) {
        this.decisions = decisions;
        this.offers = offers;
    }

    /** What a request finds: its own earlier decision, or one that can be taken. */
    sealed interface Result {
        /** The same request was answered already. */
        record AlreadyTaken(ReviewDecision decision) implements Result {}

        /** The decision can be taken, if the gateway gives the required answer. */
        record Possible(AvailableDecision offer, PaymentId paymentId) implements Result {}
    }

    /**
     * Checks whether the decision is possible.
     *
     * @throws ProblemException if not
     */
    Result check(DecisionCall call, ReviewCase one, WatchedOrder order) {
        Optional<ReviewDecision> before = alreadyTaken(call);
        if (before.isPresent()) {
            return new Result.AlreadyTaken(before.get());
        }
        requireAsSeen(call.request(), order);
        List<ReviewDecision> taken =
                decisions.ofCases(List.of(call.caseId())).getOrDefault(call.caseId(), List.of());
        List<AvailableDecision> open = offers.of(one, order, taken);
        return open.stream()
                .filter(availableDecision -> availableDecision.decision() == call.request().verb())
                .findFirst()
                .map(availableDecision ->
                        new Result.Possible(
                                availableDecision,
                                new PaymentId(order.orderId(), availableDecision.round())))
                .orElseThrow(() -> notOpen(open, offers.isUnderWay(order, taken)));
    }

    /**
     * Returns the decision that was taken under the request's key; empty if it is the first.
     *
     * @throws ProblemException if the key was used for another decision
     */
    Optional<ReviewDecision> alreadyTaken(DecisionCall call) {
        Optional<ReviewDecision> before = decisions.find(call.operator(), call.key());
        if (before.isPresent() && !call.isSameAs(before.get())) {
            throw new ProblemException(
                    ReviewProblem.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key",
                    ReviewProblem.IDEMPOTENCY_KEY_REUSED.title());
        }
        return before;
    }

    private static void requireAsSeen(DecisionRequest request, WatchedOrder order) {
        PublicStatus status = PublicStatus.of(order.knowledge());
        int round = PublicStatus.roundOf(order.knowledge());
        if (!status.name().equals(request.expectedStatus())) {
            throw new ProblemException(
                    ReviewProblem.ORDER_CHANGED,
                    "expectedStatus",
                    new Text("The order is now " + status + ".", "订单当前状态为 " + status + "。"));
        }
        if (round != request.expectedRound()) {
            throw new ProblemException(
                    ReviewProblem.ORDER_CHANGED,
                    "expectedRound",
                    new Text(
                            "The order is now in round " + round + ".", "订单当前为第 " + round + " 轮。"));
        }
    }

    private static ProblemException notOpen(List<AvailableDecision> open, boolean underWay) {
        String all =
                String.join(
                        ", ",
                        open.stream()
                                .map(availableDecision ->
                                        DecisionName.write(availableDecision.decision()))
                                .toList());
        Text why =
                underWay
                        ? new Text("An earlier decision is still being carried out.", "先前的决定正在执行中。")
                        : open.isEmpty()
                                ? new Text("No decision is possible now.", "当前没有可作出的决定。")
                                : new Text(
                                        "Possible decisions: " + all + ".", "可用的决定：" + all + "。");
        return new ProblemException(ReviewProblem.DECISION_NOT_OPEN, "decision", why);
    }
}
