package steadfast.order.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import steadfast.events.FailureReason;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.Pay;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.OrderState.AwaitingBuyer;
import steadfast.order.lifecycle.OrderState.AwaitingCharge;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/** One order in every state, in its second round, half a minute before that round expires. */
final class Examples {

    static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    static final Instant AFTER_EXPIRY = NOW.plusSeconds(31);
    static final Money TOTAL = new Money(5000, "CNY");
    static final OrderId ORDER =
            new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    static final OrderId ANOTHER =
            new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000002"));
    static final PaymentId EARLIER = new PaymentId(ORDER, 1);
    static final PaymentId THIS = new PaymentId(ORDER, 2);
    static final PaymentId LATER = new PaymentId(ORDER, 3);

    static final OrderTerms TERMS =
            new OrderTerms(
                    ORDER,
                    "corner-shop",
                    new Sku("STEAM-50"),
                    2,
                    TOTAL,
                    "ab".repeat(32),
                    NOW.minusSeconds(600));
    static final Round ROUND = new Round(THIS, "card", NOW.plusSeconds(20), NOW.plusSeconds(30));
    static final Capture CAPTURE = Capture.of(THIS, NOW.minusSeconds(1));

    static final TimeToLive TIME_TO_LIVE =
            new TimeToLive(Duration.ofMinutes(30), Duration.ofSeconds(10));
    static final OrderLifecycle LIFECYCLE = new OrderLifecycle(TIME_TO_LIVE);

    private Examples() {}

    /** Of merchants who all want this done with late money. */
    static OrderLifecycle lifecycle(LatePaymentPolicy policy) {
        return new OrderLifecycle(TIME_TO_LIVE, new LateMoneyPolicy(policy, Map.of()));
    }

    static AwaitingCharge awaitingCharge() {
        return new AwaitingCharge(TERMS, ROUND, new Pay());
    }

    static AwaitingBuyer awaitingBuyer() {
        return new AwaitingBuyer(
                TERMS,
                ROUND,
                new Pay(),
                1,
                new BuyerAction("https://pay.example/1", NOW.plusSeconds(9)));
    }

    static Charging charging() {
        return new Charging(TERMS, ROUND, new Pay(), 1);
    }

    /**
     * Those of {@link #states()}, and the unpaid ones with every wish that their buyer may have.
     */
    static List<OrderState> statesWithIntents() {
        List<OrderState> all = new ArrayList<>(states());
        for (Unpaid unpaid : List.of(awaitingCharge(), awaitingBuyer(), charging())) {
            all.add(unpaid.withIntent(new Leave()));
            all.add(unpaid.withIntent(new PayBy("qr")));
        }
        return all;
    }

    static Held held() {
        return new Held(TERMS, ROUND, CAPTURE.after(LatePaymentPolicy.REVIEW));
    }

    static Issuing issuing() {
        return new Issuing(TERMS, ROUND, CAPTURE, false);
    }

    static Withdrawing withdrawing() {
        return new Withdrawing(TERMS, ROUND, CAPTURE, false);
    }

    static Completed completed() {
        return new Completed(TERMS, ROUND, CAPTURE, NOW);
    }

    static Failed failed() {
        return new Failed(TERMS, ROUND, FailureReason.PAYMENT_DECLINED, "insufficient-funds");
    }

    static Expired expired() {
        return new Expired(TERMS, ROUND);
    }

    static Refunding refunding() {
        return new Refunding(TERMS, ROUND, CAPTURE, 1, RefundCause.CARDS_WITHDRAWN, null);
    }

    static Refunding refusedRefund() {
        return new Refunding(
                TERMS, ROUND, CAPTURE, 1, RefundCause.CARDS_WITHDRAWN, "account-closed");
    }

    static Refunded refunded() {
        return new Refunded(TERMS, ROUND, CAPTURE, 0);
    }

    static List<OrderState> states() {
        return List.of(
                awaitingCharge(),
                awaitingBuyer(),
                charging(),
                held(),
                issuing(),
                withdrawing(),
                completed(),
                failed(),
                expired(),
                refunding(),
                refunded());
    }
}
