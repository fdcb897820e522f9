package steadfast.reconciler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.FailureReason;
import steadfast.events.FulfillmentEvent;
import steadfast.events.Money;
import steadfast.events.OrderEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.testkit.TestRecords;

/** One order's events as its owners say them, each a second after the one before. */
public final class OrderStory {

    private static final Money TOTAL = new Money(10_00, "CNY");
    private static final Sku SKU = new Sku("STEAM-50");

    private final OrderId orderId = new OrderId(UUID.randomUUID());
    private final Instant beginning;
    private final Instant expiresAt;
    private final List<Published> published = new ArrayList<>();

    /** One event, ready to be sent as often as one likes. */
    public record Published(UUID eventId, Instant at, Event event) {}

    private OrderStory(Instant beginning, Instant expiresAt) {
        this.beginning = beginning.truncatedTo(ChronoUnit.MICROS);
        this.expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** An order that lives for half an hour from now. */
    public static OrderStory now() {
        Instant now = Instant.now();
        return new OrderStory(now, now.plusSeconds(1800));
    }

    /** An order whose time to live passed long ago, by so many seconds. */
    public static OrderStory expiredFor(long seconds) {
        Instant now = Instant.now();
        return new OrderStory(now.minusSeconds(seconds + 1800), now.minusSeconds(seconds));
    }

    /** Another order of the very same times. */
    public OrderStory another() {
        return new OrderStory(beginning, expiresAt);
    }

    public OrderId orderId() {
        return orderId;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public List<Published> published() {
        return List.copyOf(published);
    }

    public Published last() {
        return published.getLast();
    }

    public PaymentId round(int round) {
        return new PaymentId(orderId, round);
    }

    public OrderStory submitted() {
        return publish(
                new OrderEvent.OrderSubmitted(
                        orderId,
                        round(1),
                        "corner-shop",
                        SKU,
                        2,
                        TOTAL,
                        "card",
                        expiresAt,
                        expiresAt));
    }

    public OrderStory retried(int round) {
        return publish(
                new OrderEvent.OrderRetryRequested(
                        orderId,
                        round(round),
                        TOTAL,
                        "card",
                        expiresAt.plusSeconds(60L * round),
                        expiresAt.plusSeconds(60L * round)));
    }

    public OrderStory started(int round) {
        return publish(new PaymentEvent.PaymentStarted(round(round), 1, "scripted"));
    }

    public OrderStory startedAt(String gateway, int round) {
        return publish(new PaymentEvent.PaymentStarted(round(round), 1, gateway));
    }

    public OrderStory actionRequired(int round) {
        return publish(new PaymentEvent.PaymentActionRequired(round(round), "scan", expiresAt));
    }

    public OrderStory actionRequired(int round, Instant until) {
        return publish(new PaymentEvent.PaymentActionRequired(round(round), "scan", until));
    }

    public OrderStory refundRefused(int round) {
        return publish(new PaymentEvent.PaymentRefundRefused(round(round), 1, "closed account"));
    }

    public OrderStory unresolved(int round) {
        return publish(new PaymentEvent.PaymentUnresolved(round(round), 1, "timeout"));
    }

    public OrderStory declined(int round) {
        return publish(new PaymentEvent.PaymentDeclined(round(round), "insufficient-funds"));
    }

    public OrderStory cancelRequested(int round) {
        return publish(new OrderEvent.OrderCancelRequested(orderId, round(round)));
    }

    public OrderStory cancelled(int round) {
        return publish(new PaymentEvent.PaymentCancelled(round(round)));
    }

    public OrderStory captured(int round) {
        return publish(new PaymentEvent.PaymentSucceeded(round(round), TOTAL, beginning));
    }

    public OrderStory paid(int round) {
        return publish(
                new OrderEvent.OrderPaid(
                        orderId,
                        round(round),
                        SKU,
                        2,
                        "0".repeat(64),
                        expiresAt,
                        beginning,
                        "corner-shop"));
    }

    public OrderStory paymentConfirmationRequested(int round) {
        return publish(
                new OrderEvent.PaymentConfirmationRequested(orderId, round(round), beginning));
    }

    public OrderStory paymentCheckRequested(int round) {
        return publish(new OrderEvent.PaymentCheckRequested(orderId, round(round), beginning));
    }

    public OrderStory paymentConfirmed(int round) {
        return publish(new PaymentEvent.PaymentConfirmed(round(round), beginning));
    }

    public OrderStory partlyRefunded(int round) {
        return publish(
                new PaymentEvent.PaymentPartlyRefunded(round(round), new Money(1_00, "CNY")));
    }

    public OrderStory disputed(int round) {
        return publish(
                new PaymentEvent.PaymentDisputed(round(round), TOTAL, beginning, "fraudulent"));
    }

    public OrderStory refundFailed(int round) {
        return publish(new PaymentEvent.PaymentRefundFailed(round(round), 1, "closed account"));
    }

    public OrderStory issueConfirmationRequested(int round) {
        return publish(
                new FulfillmentEvent.IssueConfirmationRequested(orderId, round(round), beginning));
    }

    /** Each of these cards was shown once. */
    public OrderStory evidence(int round, UUID... cards) {
        return evidence(round, orderId, cards);
    }

    /** It comes as this order's, and names another one. */
    public OrderStory evidenceOf(OrderStory other, int round, UUID... cards) {
        return evidence(round, other.orderId, cards);
    }

    private OrderStory evidence(int round, OrderId payer, UUID... cards) {
        return publish(
                new FulfillmentEvent.DeliveryEvidence(
                        orderId,
                        new PaymentId(payer, round),
                        beginning,
                        Arrays.stream(cards)
                                .map(card ->
                                        new FulfillmentEvent.CardEvidence(
                                                card, 1, beginning, beginning))
                                .toList()));
    }

    public OrderStory stockShort(int round) {
        return publish(new FulfillmentEvent.StockShort(orderId, round(round), SKU, 2, 1));
    }

    public OrderStory cards(int round) {
        return publish(new FulfillmentEvent.CardsIssued(orderId, round(round), SKU, 2, beginning));
    }

    public OrderStory withdrawalRequested(int round) {
        return publish(new OrderEvent.IssueWithdrawalRequested(orderId, round(round)));
    }

    public OrderStory withdrawn(int round) {
        return publish(new FulfillmentEvent.IssueWithdrawn(orderId, round(round)));
    }

    public OrderStory refundRequested(int round) {
        return publish(
                new OrderEvent.RefundRequested(orderId, round(round), 1, TOTAL, "out of stock"));
    }

    public OrderStory refunded(int round) {
        return publish(new PaymentEvent.PaymentRefunded(round(round), 1, TOTAL));
    }

    public OrderStory completed(int round) {
        return publish(new OrderEvent.OrderCompleted(orderId, round(round)));
    }

    public OrderStory failed(int round) {
        return publish(
                new OrderEvent.OrderFailed(orderId, round(round), FailureReason.PAYMENT_DECLINED));
    }

    public OrderStory expired(int round) {
        return publish(new OrderEvent.OrderExpired(orderId, round(round)));
    }

    public OrderStory held(int round) {
        return publish(new OrderEvent.OrderHeld(orderId, round(round)));
    }

    public OrderStory orderRefunded(int round) {
        return publish(new OrderEvent.OrderRefunded(orderId, round(round)));
    }

    private OrderStory publish(Event event) {
        published.add(
                new Published(UUID.randomUUID(), beginning.plusSeconds(published.size()), event));
        return this;
    }

    /** Puts everything on the wire, in the order in which it was said. */
    public OrderStory send(TestRecords records) {
        published.forEach(one -> send(records, one));
        return this;
    }

    /** Puts one event on the wire. */
    public static void send(TestRecords records, Published one) {
        EventCodec.Encoded encoded = new EventCodec().encode(one.event());
        records.send(
                encoded.topic(),
                encoded.key(),
                encoded.type(),
                new String(encoded.value(), java.nio.charset.StandardCharsets.UTF_8),
                Map.of("ce_id", one.eventId().toString(), "ce_time", one.at().toString()));
    }
}
