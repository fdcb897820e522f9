package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentId;
import steadfast.events.TimeOrderedIds;
import steadfast.events.kafka.EventOutbox;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.reconciler.gateway.GatewayClient;
import steadfast.reconciler.lifecycle.AvailableDecision;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.lifecycle.PublicStatus;
import steadfast.reconciler.store.AskedPayment;
import steadfast.reconciler.store.OrderTracker;
import steadfast.reconciler.store.PaymentTerms;
import steadfast.reconciler.store.ReviewCase;
import steadfast.reconciler.store.ReviewCases;
import steadfast.reconciler.store.ReviewDecision;
import steadfast.reconciler.store.ReviewDecisions;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/** The two transactions of a decision: one before the gateway is asked, one after it. */
@ApplicationScoped
class DecisionTransactions {

    private final ReviewCases cases;
    private final ReviewDecisions decisions;
    private final WatchedOrders orders;
    private final PaymentTerms terms;
    private final OrderTracker orderTracker;
    private final OpenOffers offers;
    private final EventOutbox outbox;
    private final Clock clock;
    private final TimeOrderedIds ids;

    DecisionTransactions(
            ReviewCases cases,
            ReviewDecisions decisions,
            WatchedOrders orders,
            PaymentTerms terms,
            OrderTracker orderTracker,
            OpenOffers offers,
            EventOutbox outbox,
            Clock clock) {
        this.cases = cases;
        this.decisions = decisions;
        this.orders = orders;
        this.terms = terms;
        this.orderTracker = orderTracker;
        this.offers = offers;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /** The state that a request finds: its own earlier response, or an order that it may decide. */
    sealed interface Standing {
        /** The request was answered already. */
        record Answered(ReviewDecision decision) implements Standing {}

        /** The decision can be taken, if the gateway gives the required answer. */
        record Open(AvailableDecision offer, PaymentId paymentId) implements Standing {}
    }

    /**
     * Checks whether the decision is possible.
     *
     * @throws ProblemException if not
     */
    @Transactional
    Standing look(DecisionCall call) {
        // Locked: otherwise a concurrent twin's decision could be seen without its key.
        ReviewCase one = find(call.caseId());
        return standing(call, one, orders.lock(one.orderId(), clock.instant()));
    }

    /** Returns the data needed to ask its gateway. */
    @Transactional
    AskedPayment asked(PaymentId paymentId) {
        return terms.asked(paymentId);
    }

    /**
     * Sends payment-service the gateway's answer if it forbids the decision: when money moved
     * without us, nobody else may ever ask.
     */
    @Transactional
    void tell(PaymentId paymentId, GatewayClient.Answer answer) {
        answer.word().finding(paymentId, answer.gateway(), clock.instant()).ifPresent(outbox::say);
    }

    /**
     * Takes the decision: records it and publishes it to the services that carry it out, or
     * neither.
     *
     * @param answer the gateway's answer a moment ago; null if it was not asked
     * @throws ProblemException if the order has changed since
     */
    @Transactional
    ReviewDecision take(DecisionCall call, GatewayClient.@Nullable Answer answer) {
        ReviewCase one = find(call.caseId());
        WatchedOrder order = orders.lock(one.orderId(), clock.instant());
        // Once it is locked: earlier events must not look like an answer to the decision.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return switch (standing(call, one, order)) {
            case Standing.Answered answered -> answered.decision();
            case Standing.Open open -> take(call, open, order, answer, now);
        };
    }

    private ReviewDecision take(
            DecisionCall call,
            Standing.Open open,
            WatchedOrder order,
            GatewayClient.@Nullable Answer answer,
            Instant now) {
        @Nullable GatewayStatus word = answer == null ? null : answer.word();
        ReviewDecision taken =
                new ReviewDecision(
                        ids.next(),
                        call.caseId(),
                        open.paymentId(),
                        open.offer().decision(),
                        call.request().reason(),
                        call.request().expectedStatus(),
                        call.request().expectedRound(),
                        word == null ? null : word.written(),
                        call.operator(),
                        now);
        if (!decisions.keep(taken, call.key())) {
            return repeated(call).orElseThrow();
        }
        fact(open, word, now)
                .ifPresent(observedEvent -> orderTracker.learn(order, observedEvent, now));
        if (answer != null && isNews(taken.decision())) {
            answer.word().finding(open.paymentId(), answer.gateway(), now).ifPresent(outbox::say);
        }
        if (!open.offer().entry().onlyTakesNote()) {
            outbox.say(
                    new ReviewDecided(
                            taken.decisionId(),
                            order.orderId(),
                            taken.paymentId(),
                            taken.decision(),
                            taken.decidedBy(),
                            taken.expectedStatus(),
                            taken.expectedRound()));
        }
        return taken;
    }

    /**
     * Returns whether the gateway's answer is sent to payment-service. Not for a confirmed payment,
     * whose order would refund a late capture. Nor for another amount, about which the decision
     * makes it ask anyway.
     */
    private static boolean isNews(Decision decision) {
        return switch (decision) {
            case CONFIRM_PAID, REFUND_CAPTURED -> false;
            case REFUND, RETRY, CLOSE -> true;
        };
    }

    /** Records what a person is responsible for as a fact: no event would ever report it. */
    private static Optional<ObservedEvent> fact(
            Standing.Open open, @Nullable GatewayStatus word, Instant now) {
        int round = open.paymentId().round();
        if (word != null) {
            return word.fact(round, now);
        }
        return open.offer().entry().fact(round, now);
    }

    private ReviewCase find(UUID caseId) {
        return cases.findByIdOptional(caseId)
                .orElseThrow(() ->
                        new ProblemException(
                                ReviewProblem.CASE_NOT_FOUND,
                                null,
                                ReviewProblem.CASE_NOT_FOUND.title()));
    }

    private Optional<ReviewDecision> repeated(DecisionCall call) {
        Optional<ReviewDecision> before = decisions.find(call.operator(), call.key());
        if (before.isPresent() && !call.saysTheSameAs(before.get())) {
            throw new ProblemException(
                    ReviewProblem.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key",
                    ReviewProblem.IDEMPOTENCY_KEY_REUSED.title());
        }
        return before;
    }

    private Standing standing(DecisionCall call, ReviewCase one, WatchedOrder order) {
        Optional<ReviewDecision> before = repeated(call);
        if (before.isPresent()) {
            return new Standing.Answered(before.get());
        }
        requireAsSeen(call.request(), order);
        List<ReviewDecision> taken =
                decisions.ofCases(List.of(call.caseId())).getOrDefault(call.caseId(), List.of());
        List<AvailableDecision> open = offers.of(one, order, taken);
        return open.stream()
                .filter(availableDecision -> availableDecision.decision() == call.request().verb())
                .findFirst()
                .map(availableDecision ->
                        new Standing.Open(
                                availableDecision,
                                new PaymentId(order.orderId(), availableDecision.round())))
                .orElseThrow(() -> notOpen(open, offers.isUnderWay(order, taken)));
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
