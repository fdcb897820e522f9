package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentId;
import steadfast.events.TimeOrderedIds;
import steadfast.events.kafka.EventOutbox;
import steadfast.http.ProblemException;
import steadfast.reconciler.gateway.GatewayClient;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.review.DecisionPreconditions.Result;
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
    private final DecisionPreconditions preconditions;
    private final EventOutbox outbox;
    private final Clock clock;
    private final TimeOrderedIds ids;

    DecisionTransactions(
            ReviewCases cases,
            ReviewDecisions decisions,
            WatchedOrders orders,
            PaymentTerms terms,
            OrderTracker orderTracker,
            DecisionPreconditions preconditions,
            EventOutbox outbox,
            Clock clock) {
        this.cases = cases;
        this.decisions = decisions;
        this.orders = orders;
        this.terms = terms;
        this.orderTracker = orderTracker;
        this.preconditions = preconditions;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * Checks whether the decision is possible.
     *
     * @throws ProblemException if not
     */
    @Transactional
    Result look(DecisionCall call) {
        // Locked: otherwise a concurrent twin's decision could be seen without its key.
        ReviewCase one = find(call.caseId());
        return preconditions.check(call, one, orders.lock(one.orderId(), clock.instant()));
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
    void publishFinding(PaymentId paymentId, GatewayClient.Answer answer) {
        answer.status()
                .finding(paymentId, answer.gateway(), clock.instant())
                .ifPresent(outbox::publish);
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
        return switch (preconditions.check(call, one, order)) {
            case Result.AlreadyTaken taken -> taken.decision();
            case Result.Possible possible -> take(call, possible, order, answer, now);
        };
    }

    private ReviewDecision take(
            DecisionCall call,
            Result.Possible possible,
            WatchedOrder order,
            GatewayClient.@Nullable Answer answer,
            Instant now) {
        @Nullable GatewayStatus status = answer == null ? null : answer.status();
        ReviewDecision taken =
                new ReviewDecision(
                        ids.next(),
                        call.caseId(),
                        possible.paymentId(),
                        possible.offer().decision(),
                        call.request().reason(),
                        call.request().expectedStatus(),
                        call.request().expectedRound(),
                        status == null ? null : status.written(),
                        call.operator(),
                        now);
        if (!decisions.store(taken, call.key())) {
            return preconditions.alreadyTaken(call).orElseThrow();
        }
        fact(possible, status, now)
                .ifPresent(observedEvent -> orderTracker.add(order, observedEvent, now));
        if (answer != null && isNews(taken.decision())) {
            answer.status()
                    .finding(possible.paymentId(), answer.gateway(), now)
                    .ifPresent(outbox::publish);
        }
        if (!possible.offer().entry().isOnlyRecorded()) {
            outbox.publish(
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
            Result.Possible possible, @Nullable GatewayStatus status, Instant now) {
        int round = possible.paymentId().round();
        if (status != null) {
            return status.fact(round, now);
        }
        return possible.offer().entry().fact(round, now);
    }

    private ReviewCase find(UUID caseId) {
        return cases.findByIdOptional(caseId)
                .orElseThrow(() ->
                        new ProblemException(
                                ReviewProblem.CASE_NOT_FOUND,
                                null,
                                ReviewProblem.CASE_NOT_FOUND.title()));
    }
}
