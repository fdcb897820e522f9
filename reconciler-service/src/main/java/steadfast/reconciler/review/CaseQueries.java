package steadfast.reconciler.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.reconciler.store.DeliveredCard;
import steadfast.reconciler.store.DeliveredCards;
import steadfast.reconciler.store.PolledPayment;
import steadfast.reconciler.store.PolledPayments;
import steadfast.reconciler.store.ReviewCase;
import steadfast.reconciler.store.ReviewCases;
import steadfast.reconciler.store.ReviewDecision;
import steadfast.reconciler.store.ReviewDecisions;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/** Collects the facts about cases, with as many queries for a page as for one case. */
@ApplicationScoped
class CaseQueries {

    private final ReviewCases cases;
    private final WatchedOrders orders;
    private final PolledPayments payments;
    private final DeliveredCards cards;
    private final ReviewDecisions decisions;
    private final OpenOffers offers;

    CaseQueries(
            ReviewCases cases,
            WatchedOrders orders,
            PolledPayments payments,
            DeliveredCards cards,
            ReviewDecisions decisions,
            OpenOffers offers) {
        this.cases = cases;
        this.orders = orders;
        this.payments = payments;
        this.cards = cards;
        this.decisions = decisions;
        this.offers = offers;
    }

    CasesResource.Page page(boolean open, @Nullable String cursor, int size) {
        // One more than asked for tells whether there is another page.
        List<ReviewCase> found =
                cases.page(open, cursor == null ? null : position(cursor), size + 1);
        List<ReviewCase> page = found.subList(0, Math.min(size, found.size()));
        return new CasesResource.Page(
                shown(page), found.size() > size ? CaseCursor.write(page.getLast()) : null);
    }

    CaseResponse one(UUID caseId) {
        ReviewCase found =
                cases.findByIdOptional(caseId)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ReviewProblem.CASE_NOT_FOUND,
                                        null,
                                        ReviewProblem.CASE_NOT_FOUND.title()));
        return shown(List.of(found)).getFirst();
    }

    private List<CaseResponse> shown(List<ReviewCase> some) {
        Map<OrderId, WatchedOrder> ofCases =
                orders.all(some.stream().map(ReviewCase::orderId).toList()).stream()
                        .collect(Collectors.toMap(WatchedOrder::orderId, Function.identity()));
        Map<PaymentId, PolledPayment> polled =
                payments.all(some.stream().map(ReviewCase::paymentId).toList()).stream()
                        .collect(Collectors.toMap(PolledPayment::paymentId, Function.identity()));
        Map<OrderId, List<DeliveredCard>> delivered = cards.ofOrders(ofCases.keySet());
        Map<UUID, List<ReviewDecision>> taken =
                decisions.ofCases(some.stream().map(ReviewCase::caseId).toList());
        return some.stream()
                .map(one ->
                        shown(
                                one,
                                Objects.requireNonNull(ofCases.get(one.orderId())),
                                Optional.ofNullable(polled.get(one.paymentId())),
                                delivered.getOrDefault(one.orderId(), List.of()),
                                taken.getOrDefault(one.caseId(), List.of())))
                .toList();
    }

    private CaseResponse shown(
            ReviewCase one,
            WatchedOrder order,
            Optional<PolledPayment> polled,
            List<DeliveredCard> delivered,
            List<ReviewDecision> taken) {
        return CaseResponse.of(
                one,
                order,
                polled,
                delivered,
                offers.of(one, order, taken).stream()
                        .map(availableDecision -> DecisionName.write(availableDecision.decision()))
                        .toList(),
                taken.stream().map(DecisionResponse::of).toList());
    }

    private static ReviewCases.Position position(String cursor) {
        try {
            return CaseCursor.read(cursor);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "cursor",
                    new Text(
                            "cursor must be the next of the previous page.",
                            "cursor 应为上一页返回的 next。"));
        }
    }
}
