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
    OrderState in(Round same);

    OrderStatus status();

    StockClaim stock();

    /** Returns the payment that counts: the one that pays, or the last one that may. */
    default PaymentId payment() {
        return round().paymentId();
    }

    /** The payment is not confirmed, and the time to live is running. */
    sealed interface Unpaid extends OrderState {

        /** Returns the buyer's intent; it takes effect only when the gateway confirms a close. */
        BuyerIntent wish();

        /** Returns this state with another intent. */
        Unpaid wishing(BuyerIntent other);

        /** Returns the last known charge attempt; 0 before the first. */
        int attempt();

        @Override
        default StockClaim stock() {
            return StockClaim.HELD;
        }
    }

    /** The buyer was told that the order failed or expired. */
    sealed interface Ended extends OrderState {
        @Override
        default StockClaim stock() {
            return StockClaim.NONE;
        }
    }

    /** The gateway has or had the money. */
    sealed interface Paid extends OrderState {

        Capture capture();

        /** Returns this state with another capture. */
        Paid with(Capture capture);

        @Override
        default PaymentId payment() {
            return capture().paymentId();
        }

        /** Stock is held until the cards are issued or the money is refunded. */
        @Override
        default StockClaim stock() {
            return StockClaim.HELD;
        }
    }

    /** 待支付: accepted, no charge was sent. */
    record AwaitingCharge(OrderTerms terms, Round round, BuyerIntent wish) implements Unpaid {
        @Override
        public AwaitingCharge in(Round same) {
            return new AwaitingCharge(terms, same, wish);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PENDING_PAYMENT;
        }

        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public AwaitingCharge wishing(BuyerIntent other) {
            return new AwaitingCharge(terms, round, other);
        }
    }

    /** 待支付: the buyer must act. */
    record AwaitingBuyer(
            OrderTerms terms, Round round, BuyerIntent wish, int attempt, BuyerAction action)
            implements Unpaid {
        @Override
        public AwaitingBuyer in(Round same) {
            return new AwaitingBuyer(terms, same, wish, attempt, action);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PENDING_PAYMENT;
        }

        @Override
        public AwaitingBuyer wishing(BuyerIntent other) {
            return new AwaitingBuyer(terms, round, other, attempt, action);
        }
    }

    /** 处理中: the charge was sent, or will be for a new round, or its outcome is unknown. */
    record Charging(OrderTerms terms, Round round, BuyerIntent wish, int attempt)
            implements Unpaid {
        @Override
        public Charging in(Round same) {
            return new Charging(terms, same, wish, attempt);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PROCESSING;
        }

        @Override
        public Charging wishing(BuyerIntent other) {
            return new Charging(terms, round, other, attempt);
        }
    }

    /** 处理中: paid; fulfillment may issue the cards. */
    record Issuing(OrderTerms terms, Round round, Capture capture, boolean waitingForStock)
            implements Paid {
        @Override
        public Issuing in(Round same) {
            return new Issuing(terms, same, capture, waitingForStock);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PROCESSING;
        }

        @Override
        public Issuing with(Capture other) {
            return new Issuing(terms, round, other, waitingForStock);
        }
    }

    /** 处理中: the money came after the order had ended; a person decides what happens to it. */
    record Held(OrderTerms terms, Round round, Capture capture) implements Paid {
        @Override
        public Held in(Round same) {
            return new Held(terms, same, capture);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PROCESSING;
        }

        /** Its end released the stock; only the decision to issue takes it again. */
        @Override
        public StockClaim stock() {
            return StockClaim.NONE;
        }

        @Override
        public Held with(Capture other) {
            return new Held(terms, round, other);
        }
    }

    /**
     * 处理中: fulfillment-service was asked to issue no cards; the refund waits for its answer.
     *
     * @param moneyIsBack whether the whole payment was refunded at the gateway in the meantime, so
     *     no refund request is needed
     */
    record Withdrawing(OrderTerms terms, Round round, Capture capture, boolean moneyIsBack)
            implements Paid {
        @Override
        public Withdrawing in(Round same) {
            return new Withdrawing(terms, same, capture, moneyIsBack);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PROCESSING;
        }

        @Override
        public Withdrawing with(Capture other) {
            return new Withdrawing(terms, round, other, moneyIsBack);
        }
    }

    /** 已完成: paid, and the cards were issued. Final. */
    record Completed(OrderTerms terms, Round round, Capture capture, Instant issuedAt)
            implements Paid {
        @Override
        public Completed in(Round same) {
            return new Completed(terms, same, capture, issuedAt);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.COMPLETED;
        }

        @Override
        public StockClaim stock() {
            return StockClaim.SOLD;
        }

        @Override
        public Completed with(Capture other) {
            return new Completed(terms, round, other, issuedAt);
        }
    }

    /**
     * 已失败: nothing was captured; {@code detail} is the gateway's own code, null if it gave none.
     */
    record Failed(OrderTerms terms, Round round, FailureReason reason, @Nullable String detail)
            implements Ended {
        @Override
        public Failed in(Round same) {
            return new Failed(terms, same, reason, detail);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.FAILED;
        }
    }

    /** 已过期: the time to live passed; a person reviews it unless the gateway confirms a close. */
    record Expired(OrderTerms terms, Round round) implements Ended {
        @Override
        public Expired in(Round same) {
            return new Expired(terms, same);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.EXPIRED;
        }
    }

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

        @Override
        public Refunding in(Round same) {
            return new Refunding(terms, same, capture, refundNumber, cause, refused);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.REFUNDING;
        }

        /**
         * Cards that were withdrawn stay held until the money is back; an ended order held none.
         */
        @Override
        public StockClaim stock() {
            return cause == RefundCause.CARDS_WITHDRAWN ? StockClaim.HELD : StockClaim.NONE;
        }

        @Override
        public Refunding with(Capture other) {
            return new Refunding(terms, round, other, refundNumber, cause, refused);
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

        @Override
        public Refunded in(Round same) {
            return new Refunded(terms, same, capture, settledRefunds);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.REFUNDED;
        }

        @Override
        public StockClaim stock() {
            return StockClaim.NONE;
        }

        @Override
        public Refunded with(Capture other) {
            return new Refunded(terms, round, other, settledRefunds);
        }
    }
}
