package steadfast.fulfillment.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.PaymentId;
import steadfast.fulfillment.lifecycle.IssueDecision.Contradiction;
import steadfast.fulfillment.lifecycle.IssueDecision.Move;
import steadfast.fulfillment.lifecycle.IssueDecision.Repeat;
import steadfast.fulfillment.lifecycle.IssueDecision.Stay;
import steadfast.fulfillment.lifecycle.IssueSignal.CardsCounted;
import steadfast.fulfillment.lifecycle.IssueSignal.CardsFound;
import steadfast.fulfillment.lifecycle.IssueSignal.Paid;
import steadfast.fulfillment.lifecycle.IssueSignal.RepairRequested;
import steadfast.fulfillment.lifecycle.IssueSignal.WithdrawalRequested;
import steadfast.fulfillment.lifecycle.Issuing.Confirming;
import steadfast.fulfillment.lifecycle.Issuing.Counting;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;
import steadfast.fulfillment.lifecycle.Issuing.Waiting;
import steadfast.fulfillment.lifecycle.Issuing.Withdrawn;

/** The decision table of an {@link Issuing}: every state against every signal. */
public final class IssuingLifecycle {

    private static final Repeat REPEAT = new Repeat();
    private static final Stay STAY = new Stay();

    private final Duration confirmAfter;

    /**
     * Creates the table of a shop that issues for this long after the gateway last confirmed the
     * money, and then asks it again.
     *
     * @throws IllegalArgumentException if no card could ever go out
     */
    public IssuingLifecycle(Duration confirmAfter) {
        if (!confirmAfter.isPositive()) {
            throw new IllegalArgumentException("confirmAfter must be positive: " + confirmAfter);
        }
        this.confirmAfter = confirmAfter;
    }

    /** Decides what the signal does in this state. */
    public IssueDecision decide(Issuing state, IssueSignal signal) {
        return switch (state) {
            case NotAsked _ -> notAsked(signal);
            case Counting counting -> counting(counting, signal);
            case Waiting waiting -> waiting(waiting, signal);
            case Confirming confirming -> confirming(confirming, signal);
            case Issued issued -> issued(issued, signal);
            case Withdrawn withdrawn -> withdrawn(withdrawn, signal);
        };
    }

    private static IssueDecision notAsked(IssueSignal signal) {
        return switch (signal) {
            case Paid(Permission permission) -> new Move(new Counting(permission), List.of());
            case WithdrawalRequested(PaymentId paymentId) -> withdraw(paymentId);
            case CardsFound _ -> noPermission();
            case CardsCounted _ -> noPermission();
            case RepairRequested _ -> STAY;
        };
    }

    private IssueDecision counting(Counting state, IssueSignal signal) {
        Permission permission = state.permission();
        return switch (signal) {
            case Paid(Permission again) ->
                    withoutRepeat(confirmed(permission, again, new Counting(again)));
            case CardsFound(int cards, Instant at) ->
                    cards >= permission.quantity() ? issue(permission, at) : STAY;
            case CardsCounted(int cards, Instant at) ->
                    cards >= permission.quantity()
                            ? issue(permission, at)
                            : new Move(
                                    new Waiting(permission), List.of(shortBy(permission, cards)));
            case WithdrawalRequested(PaymentId paymentId) ->
                    withoutRepeat(withdraw(permission, paymentId));
            case RepairRequested _ -> STAY;
        };
    }

    /** Nothing was published about it; a question from before the count is answered now. */
    private static IssueDecision withoutRepeat(IssueDecision decision) {
        return decision instanceof Repeat ? STAY : decision;
    }

    private IssueDecision waiting(Waiting state, IssueSignal signal) {
        Permission permission = state.permission();
        return switch (signal) {
            case Paid(Permission again) -> confirmed(permission, again, new Waiting(again));
            case CardsFound(int cards, Instant at) ->
                    cards >= permission.quantity() ? issue(permission, at) : STAY;
            case CardsCounted(int cards, Instant at) ->
                    cards >= permission.quantity() ? issue(permission, at) : STAY;
            case WithdrawalRequested(PaymentId paymentId) -> withdraw(permission, paymentId);
            case RepairRequested _ -> REPEAT;
        };
    }

    /**
     * However many cards there are: the confirmation decides, and then they are looked for again.
     */
    private static IssueDecision confirming(Confirming state, IssueSignal signal) {
        Permission permission = state.permission();
        return switch (signal) {
            case Paid(Permission again) -> confirmed(permission, again, new Counting(again));
            case CardsFound _ -> STAY;
            case CardsCounted _ -> STAY;
            case WithdrawalRequested(PaymentId paymentId) -> withdraw(permission, paymentId);
            case RepairRequested _ -> REPEAT;
        };
    }

    private static IssueDecision issued(Issued state, IssueSignal signal) {
        return switch (signal) {
            case Paid(Permission again) -> paidAgain(state.permission(), again);
            case CardsFound _ -> STAY;
            case CardsCounted _ -> STAY;
            // Too late: the answer is that the cards were issued.
            case WithdrawalRequested _ -> REPEAT;
            case RepairRequested _ -> REPEAT;
        };
    }

    private static IssueDecision withdrawn(Withdrawn state, IssueSignal signal) {
        int round = state.paymentId().round();
        return switch (signal) {
            case Paid(Permission late) ->
                    late.paymentId().round() <= round
                            ? REPEAT
                            : new Contradiction(
                                    "paid again as "
                                            + late.paymentId()
                                            + " after its cards were withdrawn as "
                                            + state.paymentId());
            case CardsFound _ -> STAY;
            case CardsCounted _ -> STAY;
            case WithdrawalRequested(PaymentId paymentId) ->
                    paymentId.round() <= round ? REPEAT : withdraw(paymentId);
            case RepairRequested _ -> REPEAT;
        };
    }

    /** A later permission that equals the held one: continues with the newer one. */
    private static IssueDecision confirmed(Permission held, Permission again, Issuing renewed) {
        return again.permitsTheSameAs(held) && again.isConfirmedAfter(held)
                ? new Move(renewed, List.of())
                : paidAgain(held, again);
    }

    /** Handles a permission while one is held: the same or an earlier one is a redelivery. */
    private static IssueDecision paidAgain(Permission held, Permission again) {
        int heldRound = held.paymentId().round();
        int againRound = again.paymentId().round();
        if (againRound > heldRound) {
            return new Contradiction(
                    "paid again as " + again.paymentId() + " while " + held.paymentId() + " holds");
        }
        if (againRound == heldRound && !again.permitsTheSameAs(held)) {
            return new Contradiction(
                    "paid twice as " + held.paymentId() + ", for different things");
        }
        return REPEAT;
    }

    private static IssueDecision withdraw(Permission held, PaymentId requested) {
        // A request about an earlier round does not concern the permission that is held now.
        return requested.round() < held.paymentId().round() ? REPEAT : withdraw(requested);
    }

    private static Move withdraw(PaymentId paymentId) {
        return new Move(
                new Withdrawn(paymentId),
                List.of(new IssueWithdrawn(paymentId.orderId(), paymentId)));
    }

    /**
     * Cards are available: they are issued, unless the money may have been refunded in the
     * meantime.
     */
    private Move issue(Permission permission, Instant at) {
        if (!permission.isConfirmedSince(at.minus(confirmAfter))) {
            return new Move(
                    new Confirming(permission, at),
                    List.of(
                            new IssueConfirmationRequested(
                                    permission.orderId(), permission.paymentId(), at)));
        }
        return new Move(
                new Issued(permission, at),
                List.of(
                        new CardsIssued(
                                permission.orderId(),
                                permission.paymentId(),
                                permission.sku(),
                                permission.quantity(),
                                at)));
    }

    private static StockShort shortBy(Permission permission, int available) {
        return new StockShort(
                permission.orderId(),
                permission.paymentId(),
                permission.sku(),
                permission.quantity(),
                available);
    }

    private static Contradiction noPermission() {
        return new Contradiction("cards were counted for an order without permission");
    }
}
