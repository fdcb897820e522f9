package steadfast.order.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.FailureReason;
import steadfast.events.PaymentId;

/**
 * The state of an order; each state holds only the data that is legal in it.
 *
 * <pre>
 *  AwaitingCharge ⇄ Charging ⇄ AwaitingBuyer      Unpaid
 *        │             ▲  │
 *        │       retry │  ├──────────▶ Failed      Ended: the buyer was told so
 *        │             └──│─ decided ─ Expired
 *        ▼                ▼               │ captured after all
 *     Issuing ────▶ Completed             ▼
 *        └──▶ Withdrawing ──▶ Refunding ──▶ Refunded     Paid
 *
 *  Unpaid ── closed, and the buyer wants to pay another way ──▶ Charging, the next round
 *  Ended ── captured after all, and its merchant lets a person decide ──▶ Held (Paid)
 *  Ended ── the same, and its merchant issues while there is stock, or a person
 *           confirmed the payment ──▶ Issuing
 *  Held ── decided ──▶ Issuing | Refunding
 *
 *  Any but Completed ── the whole money went back at the gateway ──▶ Refunded, by way of
 *                                                                     Withdrawing from Issuing
 *  Unpaid | Ended | Held ── the buyer's bank disputes the payment ──▶ Refunding
 *  Issuing ── the same ──▶ Withdrawing
 *  Refunded ── the refund failed later ──▶ Refunding, refused
 * </pre>
 */
public sealed interface OrderState {

    OrderTerms terms();

    /** Returns the last round that was started. */
    Round round();

    /** Returns this state with a more exact round. */
    default OrderState in(Round same) {
        return switch (this) {
            case AwaitingCharge s -> new AwaitingCharge(s.terms, same, s.intent);
            case AwaitingBuyer s -> new AwaitingBuyer(s.terms, same, s.intent, s.attempt, s.action);
            case Charging s -> new Charging(s.terms, same, s.intent, s.attempt);
            case Failed s -> new Failed(s.terms, same, s.reason, s.detail);
            case Expired s -> new Expired(s.terms, same);
            case Paid s -> s.with(same, s.capture());
        };
    }

    /** Returns the status that the buyer sees. */
    default OrderStatus status() {
        return OrderStatus.of(this);
    }

    /** Returns the order's claim on the stock. */
    default StockClaim stock() {
        return StockClaim.of(this);
    }

    /** Returns the payment that counts: the one that pays, or the last one that may. */
    default PaymentId payment() {
        return round().paymentId();
    }

    /** The payment is not confirmed, and the time to live is running. */
    sealed interface Unpaid extends OrderState {

        /** Returns the buyer's intent; it takes effect only when the gateway confirms a close. */
        BuyerIntent intent();

        /** Returns this state with another intent. */
        default Unpaid withIntent(BuyerIntent other) {
            return switch (this) {
                case AwaitingCharge s -> new AwaitingCharge(s.terms, s.round, other);
                case AwaitingBuyer s ->
                        new AwaitingBuyer(s.terms, s.round, other, s.attempt, s.action);
                case Charging s -> new Charging(s.terms, s.round, other, s.attempt);
            };
        }

        /** Returns the last known charge attempt; 0 before the first. */
        int attempt();
    }

    /** The buyer was told that the order failed or expired. */
    sealed interface Ended extends OrderState {}

    /** The gateway has or had the money. */
    sealed interface Paid extends OrderState {

        Capture capture();

        /** Returns this state with another capture. */
        default Paid with(Capture other) {
            return with(round(), other);
        }

        private Paid with(Round round, Capture capture) {
            return switch (this) {
                case Issuing s -> new Issuing(s.terms, round, capture, s.waitingForStock);
                case Held s -> new Held(s.terms, round, capture);
                case Withdrawing s -> new Withdrawing(s.terms, round, capture, s.moneyIsBack);
                case Completed s -> new Completed(s.terms, round, capture, s.issuedAt);
                case Refunding s ->
                        new Refunding(s.terms, round, capture, s.refundNumber, s.cause, s.refused);
                case Refunded s -> new Refunded(s.terms, round, capture, s.settledRefunds);
            };
        }

        @Override
        default PaymentId payment() {
            return capture().paymentId();
        }
    }

    /** 待支付: accepted, no charge was sent. */
    record AwaitingCharge(OrderTerms terms, Round round, BuyerIntent intent) implements Unpaid {
        @Override
        public int attempt() {
            return 0;
        }
    }

    /** 待支付: the buyer must act. */
    record AwaitingBuyer(
            OrderTerms terms, Round round, BuyerIntent intent, int attempt, BuyerAction action)
            implements Unpaid {}

    /** 处理中: the charge was sent, or will be for a new round, or its outcome is unknown. */
    record Charging(OrderTerms terms, Round round, BuyerIntent intent, int attempt)
            implements Unpaid {}

    /** 处理中: paid; fulfillment may issue the cards. */
    record Issuing(OrderTerms terms, Round round, Capture capture, boolean waitingForStock)
            implements Paid {}

    /** 处理中: the money came after the order had ended; a person decides what happens to it. */
    record Held(OrderTerms terms, Round round, Capture capture) implements Paid {}

    /**
     * 处理中: fulfillment-service was asked to issue no cards; the refund waits for its answer.
     *
     * @param moneyIsBack whether the whole payment was refunded at the gateway in the meantime, so
     *     no refund request is needed
     */
    record Withdrawing(OrderTerms terms, Round round, Capture capture, boolean moneyIsBack)
            implements Paid {}

    /** 已完成: paid, and the cards were issued. Final. */
    record Completed(OrderTerms terms, Round round, Capture capture, Instant issuedAt)
            implements Paid {}

    /**
     * 已失败: nothing was captured; {@code detail} is the gateway's own code, null if it gave none.
     */
    record Failed(OrderTerms terms, Round round, FailureReason reason, @Nullable String detail)
            implements Ended {}

    /** 已过期: the time to live passed; a person reviews it unless the gateway confirms a close. */
    record Expired(OrderTerms terms, Round round) implements Ended {}

    /**
     * 退款中: refund number {@code refundNumber} of the captured money was requested; {@code refused}
     * says why the gateway definitely refused it, or why it failed later; null while neither is so.
     */
    record Refunding(
            OrderTerms terms,
            Round round,
            Capture capture,
            int refundNumber,
            RefundCause cause,
            @Nullable String refused)
            implements Paid {

        public Refunding {
            if (refundNumber < 1) {
                throw new IllegalArgumentException("refundNumber counts from 1: " + refundNumber);
            }
        }
    }

    /**
     * 已退款: the money is back. Final, unless the refund fails later.
     *
     * @param settledRefunds the failure of a refund with this number or a lower one is old news: a
     *     later refund brought the money back, or a person vouched for it
     */
    record Refunded(OrderTerms terms, Round round, Capture capture, int settledRefunds)
            implements Paid {

        public Refunded {
            if (settledRefunds < 0) {
                throw new IllegalArgumentException("settledRefunds: " + settledRefunds);
            }
        }
    }
}
