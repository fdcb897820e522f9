package steadfast.order.store;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.order.lifecycle.BuyerAction;
import steadfast.order.lifecycle.BuyerIntent;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.Pay;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.Capture;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.AwaitingBuyer;
import steadfast.order.lifecycle.OrderState.AwaitingCharge;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.lifecycle.Round;

/** Maps a state of the lifecycle to its row and back. */
final class OrderRowMapping {

    private OrderRowMapping() {}

    static OrderState read(OrderRow row) {
        OrderTerms terms = terms(row);
        Round round =
                new Round(
                        new PaymentId(terms.orderId(), row.round),
                        row.paymentMethod,
                        row.payBy,
                        row.expiresAt,
                        row.issueWhenPaid,
                        Boolean.TRUE.equals(row.test));
        return switch (row.phase) {
            case AWAITING_CHARGE -> new AwaitingCharge(terms, round, intent(row));
            case AWAITING_BUYER ->
                    new AwaitingBuyer(
                            terms,
                            round,
                            intent(row),
                            requireNonNull(row.attempt),
                            new BuyerAction(
                                    requireNonNull(row.action), requireNonNull(row.actionUntil)));
            case CHARGING -> new Charging(terms, round, intent(row), requireNonNull(row.attempt));
            case HELD -> new Held(terms, round, capture(row));
            case ISSUING ->
                    new Issuing(terms, round, capture(row), requireNonNull(row.waitingForStock));
            case WITHDRAWING ->
                    new Withdrawing(
                            terms, round, capture(row), Boolean.TRUE.equals(row.moneyIsBack));
            case COMPLETED ->
                    new Completed(terms, round, capture(row), requireNonNull(row.issuedAt));
            case FAILED ->
                    new Failed(terms, round, requireNonNull(row.failureReason), row.failureDetail);
            case EXPIRED -> new Expired(terms, round);
            case REFUNDING ->
                    new Refunding(
                            terms,
                            round,
                            capture(row),
                            requireNonNull(row.refundNumber),
                            requireNonNull(row.refundCause),
                            row.refundRefused);
            case REFUNDED ->
                    new Refunded(
                            terms, round, capture(row), requireNonNullElse(row.settledRefunds, 0));
        };
    }

    private static BuyerIntent intent(OrderRow row) {
        if (!requireNonNull(row.cancelRequested)) {
            return new Pay();
        }
        String next = row.nextPaymentMethod;
        return next == null ? new Leave() : new PayBy(next);
    }

    private static OrderTerms terms(OrderRow row) {
        return new OrderTerms(
                new OrderId(row.id),
                row.storefront,
                new Sku(row.sku),
                row.quantity,
                new Money(row.totalMinor, row.currency),
                row.viewTokenSha256,
                row.submittedAt);
    }

    private static Capture capture(OrderRow row) {
        return new Capture(
                new PaymentId(new OrderId(row.id), requireNonNull(row.paidRound)),
                requireNonNull(row.capturedAt),
                rounds(requireNonNull(row.sentBackRounds)),
                row.lateMoney);
    }

    private static SortedSet<Integer> rounds(String text) {
        return Stream.of(text.split(","))
                .filter(round -> !round.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Writes this state into the row and clears everything of an earlier one. */
    static void write(OrderState state, OrderRow row) {
        writeTerms(state.terms(), row);
        row.status = state.status();
        row.round = state.round().number();
        row.paymentMethod = state.round().paymentMethod();
        row.payBy = state.round().payBy();
        row.expiresAt = state.round().expiresAt();
        row.issueWhenPaid = state.round().issueWhenPaid();
        row.test = state.round().test() ? true : null;
        writeUnpaid(state instanceof Unpaid unpaid ? unpaid : null, row);
        writeAction(state instanceof AwaitingBuyer s ? s.action() : null, row);
        writeCapture(state instanceof Paid paid ? paid.capture() : null, row);
        row.waitingForStock = state instanceof Issuing s ? s.waitingForStock() : null;
        row.moneyIsBack = state instanceof Withdrawing s ? s.moneyIsBack() : null;
        row.settledRefunds = state instanceof Refunded s ? s.settledRefunds() : null;
        row.issuedAt = state instanceof Completed s ? s.issuedAt() : null;
        writeRefund(state instanceof Refunding s ? s : null, row);
        row.failureReason = state instanceof Failed s ? s.reason() : null;
        row.failureDetail = state instanceof Failed s ? s.detail() : null;
        row.phase = phase(state);
    }

    private static void writeTerms(OrderTerms terms, OrderRow row) {
        row.id = terms.orderId().value();
        row.storefront = terms.storefront();
        row.sku = terms.sku().value();
        row.quantity = terms.quantity();
        row.totalMinor = terms.total().amountMinor();
        row.currency = terms.total().currency();
        row.viewTokenSha256 = terms.viewTokenSha256();
        row.submittedAt = terms.submittedAt();
    }

    private static void writeUnpaid(@Nullable Unpaid state, OrderRow row) {
        row.cancelRequested = state == null ? null : !(state.intent() instanceof Pay);
        row.nextPaymentMethod =
                state != null && state.intent() instanceof PayBy(String method) ? method : null;
        row.attempt = state == null ? null : state.attempt();
        row.sweepAt = state == null ? null : state.round().expiresAt();
    }

    private static void writeAction(@Nullable BuyerAction action, OrderRow row) {
        row.action = action == null ? null : action.action();
        row.actionUntil = action == null ? null : action.until();
    }

    private static void writeCapture(@Nullable Capture capture, OrderRow row) {
        row.paidRound = capture == null ? null : capture.paymentId().round();
        row.capturedAt = capture == null ? null : capture.capturedAt();
        row.lateMoney = capture == null ? null : capture.late();
        row.sentBackRounds =
                capture == null
                        ? null
                        : capture.sentBack().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(","));
    }

    private static void writeRefund(@Nullable Refunding state, OrderRow row) {
        row.refundNumber = state == null ? null : state.refundNumber();
        row.refundCause = state == null ? null : state.cause();
        row.refundRefused = state == null ? null : state.refused();
    }

    static OrderPhase phase(OrderState state) {
        return switch (state) {
            case AwaitingCharge s -> OrderPhase.AWAITING_CHARGE;
            case AwaitingBuyer s -> OrderPhase.AWAITING_BUYER;
            case Charging s -> OrderPhase.CHARGING;
            case Held s -> OrderPhase.HELD;
            case Issuing s -> OrderPhase.ISSUING;
            case Withdrawing s -> OrderPhase.WITHDRAWING;
            case Completed s -> OrderPhase.COMPLETED;
            case Failed s -> OrderPhase.FAILED;
            case Expired s -> OrderPhase.EXPIRED;
            case Refunding s -> OrderPhase.REFUNDING;
            case Refunded s -> OrderPhase.REFUNDED;
        };
    }
}
