package steadfast.reconciler.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Owner;

/**
 * An event that an order may wait for. {@code asks} names the services to ask in turn when it does
 * not come: first its owner, because the event itself may have been lost; then the owner of the
 * event that it answers, which may never have arrived.
 */
public enum Expected {
    /** Submitted; payment-service has published nothing. */
    PAYMENT_STARTED("PaymentStarted", Patience.PROMPT, Owner.PAYMENT, Owner.ORDER),
    /** A charge was sent. */
    PAYMENT_RESULT(
            "PaymentSucceeded, PaymentDeclined or PaymentCancelled",
            Patience.PROMPT,
            Owner.PAYMENT,
            Owner.ORDER),
    /** The buyer must act; no service can speed that up. */
    BUYERS_ACTION("PaymentSucceeded or PaymentCancelled", Patience.LONG, Owner.PAYMENT),
    /** The buyer cancels. */
    CANCELLATION(
            "PaymentCancelled or PaymentSucceeded", Patience.PROMPT, Owner.PAYMENT, Owner.ORDER),
    /** Closed unpaid: the order must end, or continue with the next round. */
    ORDERS_END("OrderFailed or OrderRetryRequested", Patience.PROMPT, Owner.ORDER, Owner.PAYMENT),
    /** The gateway has the money. */
    ANSWER_TO_CAPTURE("OrderPaid or RefundRequested", Patience.PROMPT, Owner.ORDER, Owner.PAYMENT),
    /** The gateway captured a second time. */
    REFUND_OF_SECOND_CAPTURE("RefundRequested", Patience.PROMPT, Owner.ORDER, Owner.PAYMENT),
    /** Paid. */
    CARDS("CardsIssued or StockShort", Patience.PROMPT, Owner.FULFILLMENT, Owner.ORDER),
    /** Paid, and there is no stock. */
    CARDS_WHEN_STOCK_ARRIVES("CardsIssued", Patience.LONG, Owner.FULFILLMENT),
    /** Cards must no longer be issued. */
    WITHDRAWAL("IssueWithdrawn or CardsIssued", Patience.PROMPT, Owner.FULFILLMENT, Owner.ORDER),
    /** The cards were issued. */
    COMPLETION("OrderCompleted", Patience.PROMPT, Owner.ORDER, Owner.FULFILLMENT),
    /** There will be no cards. */
    REFUND_AFTER_WITHDRAWAL("RefundRequested", Patience.PROMPT, Owner.ORDER, Owner.FULFILLMENT),
    /** The money must be refunded. */
    REFUND("PaymentRefunded or PaymentRefundRefused", Patience.PROMPT, Owner.PAYMENT, Owner.ORDER),
    /** The money was refunded. */
    REFUNDED_END("OrderRefunded", Patience.PROMPT, Owner.ORDER, Owner.PAYMENT),
    /** The gateway did not refund the money; only a person can continue, so no service is asked. */
    DECISION_ON_REFUSED_REFUND("a person's decision", Patience.LONG),
    /** The money came after the order's end, and its merchant lets a person decide. */
    DECISION_ON_HELD_PAYMENT("a person's decision", Patience.LONG);

    /** How soon it should come. */
    public enum Patience {
        /** In seconds. */
        PROMPT,
        /** It depends on someone outside; it is overdue only at the order's time to live. */
        LONG
    }

    private final String missing;
    private final Patience patience;
    private final @Nullable Owner first;
    private final @Nullable Owner second;

    Expected(String missing, Patience patience, Owner first, Owner second) {
        this.missing = missing;
        this.patience = patience;
        this.first = first;
        this.second = second;
    }

    Expected(String missing, Patience patience, Owner only) {
        this.missing = missing;
        this.patience = patience;
        this.first = only;
        this.second = null;
    }

    Expected(String missing, Patience patience) {
        this.missing = missing;
        this.patience = patience;
        this.first = null;
        this.second = null;
    }

    /** Returns the events that would satisfy it, for people. */
    public String missing() {
        return missing;
    }

    /** How soon it should come. */
    public Patience patience() {
        return patience;
    }

    /** Returns the services to ask in turn; none if asking cannot help. */
    public List<Owner> asks() {
        return Stream.of(Optional.ofNullable(first), Optional.ofNullable(second))
                .flatMap(Optional::stream)
                .toList();
    }
}
