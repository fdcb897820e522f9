package steadfast.demo.check;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.client.Receipt;
import steadfast.client.Status;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.buyers.StatusReading;
import steadfast.demo.measure.DeadLetterRange;
import steadfast.events.OrderId;

/**
 * Checks the evidence: which promises are broken, by which order. It ignores the shop's own view,
 * except what buyers were told.
 */
public final class Invariants {

    private final Evidence evidence;
    private final Violations found = new Violations();

    private Invariants(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Every violation, by promise. */
    public static List<Violation> judge(Evidence evidence) {
        Invariants invariants = new Invariants(evidence);
        List<OrderCase> orders = OrderCase.of(evidence);
        new MoneyPromises(invariants.found).judge(orders);
        new CardPromises(evidence, invariants.found).judge(orders);
        invariants.judge(orders);
        return invariants.found.byPromise();
    }

    private void judge(List<OrderCase> orders) {
        for (OrderCase order : orders) {
            existence(order);
            inTime(order);
            incident(order);
        }
        evidence.purchases().forEach(this::oneOrderAKey);
        evidence.purchases().forEach(this::served);
        deadLettersKept();
    }

    private void existence(OrderCase order) {
        if (order.lastReading() instanceof LastReading.Gone) {
            found.broken(Promise.I1, order, "was acknowledged and does not exist any more");
        }
    }

    private void oneOrderAKey(Purchase purchase) {
        Set<OrderId> orders =
                purchase.receipts().stream().map(Receipt::orderId).collect(Collectors.toSet());
        if (orders.size() > 1) {
            found.add(
                    Promise.I2,
                    "key "
                            + purchase.buyerPlan().idempotencyKey()
                            + " made "
                            + orders.size()
                            + " orders: "
                            + orders);
        }
    }

    /** By the state at rest, and by what buyers were told when it should have been final. */
    private void inTime(OrderCase order) {
        if (!order.isFinal()
                && !order.inReview()
                && !(order.lastReading() instanceof LastReading.Gone)) {
            found.broken(
                    Promise.I7,
                    order,
                    order.status()
                            .map(status -> "is " + status + " past its time to live")
                            .orElse("could not be asked for past its time to live"));
        } else if (!order.cameToReviewInTime()) {
            order.purchase()
                    .readingsOfLastRound()
                    .filter(statusReading -> statusReading.askedAt().isAfter(order.mustBeFinalAt()))
                    .filter(statusReading -> !isOver(statusReading.status()))
                    .findFirst()
                    .ifPresent(statusReading -> late(order, statusReading));
        }
    }

    /** An order with a running refund has already reached its end. */
    private static boolean isOver(Status status) {
        return status.isFinal() || status == Status.REFUNDING;
    }

    private void late(OrderCase order, StatusReading statusReading) {
        Duration age =
                Duration.between(
                        order.mustBeFinalAt().minus(evidence.finalWithin()),
                        statusReading.askedAt());
        found.broken(
                Promise.I7,
                order,
                "was told to be " + statusReading.status() + " after " + age.toSeconds() + " s");
    }

    private void incident(OrderCase order) {
        if (order.buyerPlan().manner() != BuyerPlan.Manner.WHOLESALE) {
            return;
        }
        IncidentOrder night = IncidentOrder.of(order);
        if (night.charged() > 1 || !night.endedWell()) {
            found.broken(Promise.NIGHT, order, night.story());
        }
    }

    private void deadLettersKept() {
        evidence.deadLettersBefore()
                .forEach((partition, before) -> {
                    DeadLetterRange after = evidence.deadLettersAfter().get(partition);
                    if (after == null) {
                        found.add(Promise.I8, partition + " is gone");
                    } else if (after.first() > before.first() || after.end() < before.end()) {
                        found.add(Promise.I8, partition + " lost records");
                    }
                });
    }

    private void served(Purchase purchase) {
        String buyer = "wish " + purchase.buyerPlan().number();
        if (purchase.receipts().isEmpty()) {
            found.add(Promise.SERVED, buyer + " was never acknowledged" + because(purchase));
        } else if (purchase.receipts().size() < purchase.buyerPlan().clicks()) {
            found.add(
                    Promise.SERVED,
                    "%s clicked %d times and was answered %d times%s"
                            .formatted(
                                    buyer,
                                    purchase.buyerPlan().clicks(),
                                    purchase.receipts().size(),
                                    because(purchase)));
        }
    }

    private static String because(Purchase purchase) {
        return purchase.complaints().isEmpty()
                ? ""
                : ": " + String.join("; ", purchase.complaints());
    }
}
