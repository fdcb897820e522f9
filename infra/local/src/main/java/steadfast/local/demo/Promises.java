package steadfast.local.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.events.OrderId;

/**
 * Judges the evidence: which promises are broken, by which order. It knows nothing of the shop's
 * own opinion but what buyers were told.
 */
final class Promises {

    private static final Set<Status> TOLD_NO = Set.of(Status.FAILED, Status.EXPIRED);
    private static final Set<Status> MONEY_BACK =
            Set.of(Status.FAILED, Status.EXPIRED, Status.REFUNDED);

    private final List<Violation> violations = new ArrayList<>();

    private Promises() {}

    /** Every violation, by promise. */
    static List<Violation> judge(Evidence evidence) {
        Promises promises = new Promises();
        for (OrderCase order : OrderCase.of(evidence)) {
            promises.existence(order);
            promises.singleCapture(order);
            promises.exactCards(order, evidence);
            promises.noCardsAfterNo(order);
            promises.conservation(order);
            promises.noFailureWhilePaid(order);
            promises.inTime(order);
        }
        evidence.purchases().forEach(promises::oneOrderAKey);
        evidence.purchases().forEach(promises::served);
        promises.noCardTwice(evidence);
        promises.deadLettersKept(evidence);
        return promises.violations.stream()
                .sorted((one, other) -> one.promise().compareTo(other.promise()))
                .toList();
    }

    private void existence(OrderCase order) {
        if (order.lastReading() instanceof LastReading.Gone) {
            broken(Promise.I1, order, "was acknowledged and does not exist any more");
        }
    }

    private void oneOrderAKey(Purchase purchase) {
        Set<OrderId> orders =
                purchase.receipts().stream().map(Receipt::orderId).collect(Collectors.toSet());
        if (orders.size() > 1) {
            add(
                    Promise.I2,
                    "key "
                            + purchase.wish().idempotencyKey()
                            + " made "
                            + orders.size()
                            + " orders: "
                            + orders);
        }
    }

    private void singleCapture(OrderCase order) {
        Map<String, Long> heldByPayment = new HashMap<>();
        Map<String, Integer> capturesByPayment = new HashMap<>();
        for (Movement capture : order.captures()) {
            heldByPayment.merge(capture.paymentId(), capture.amount().amountMinor(), Long::sum);
            capturesByPayment.merge(capture.paymentId(), 1, Integer::sum);
        }
        for (Movement refund : order.refunds()) {
            heldByPayment.merge(refund.paymentId(), -refund.amount().amountMinor(), Long::sum);
        }
        capturesByPayment.forEach((paymentId, captures) -> {
            if (captures > 1) {
                broken(
                        Promise.I2,
                        order,
                        "has payment " + paymentId + " captured " + captures + " times");
            }
        });
        long held = heldByPayment.values().stream().filter(minor -> minor > 0).count();
        if (held > 1) {
            broken(Promise.I2, order, "has " + held + " captures that were not refunded");
        }
    }

    private void exactCards(OrderCase order, Evidence evidence) {
        int cards = order.cards().size();
        int bought = order.wish().quantity();
        if (order.is(Status.COMPLETED) && cards != bought) {
            broken(Promise.I3, order, "bought " + bought + " cards and has " + cards);
        } else if (cards != 0 && cards != bought) {
            broken(Promise.I3, order, "has " + cards + " of " + bought + " cards");
        }
        if (cards > 0
                && !order.refunds().isEmpty()
                && order.heldMinor() < order.total().amountMinor()) {
            broken(Promise.I3, order, "has cards and a refund");
        }
        if (order.cards().stream().anyMatch(card -> !card.sku().equals(order.wish().sku()))) {
            broken(Promise.I3, order, "has cards of another product");
        }
        if (order.is(Status.COMPLETED)) {
            exactCodes(order, evidence);
        }
    }

    /** Judges what the buyer of a completed order was shown. */
    private void exactCodes(OrderCase order, Evidence evidence) {
        List<String> codes = order.purchase().codes();
        int bought = order.wish().quantity();
        if (codes.size() != bought || new HashSet<>(codes).size() != bought) {
            broken(
                    Promise.I3,
                    order,
                    "bought %d codes and was shown %d, %d of them different"
                            .formatted(bought, codes.size(), new HashSet<>(codes).size()));
        }
        Set<String> imported = evidence.importedCodes().getOrDefault(order.wish().sku(), Set.of());
        // Never the code itself: this text is printed and written to a file.
        long foreign = codes.stream().filter(code -> !imported.contains(code)).count();
        if (foreign > 0) {
            broken(
                    Promise.I3,
                    order,
                    "was shown " + foreign + " codes that were never stocked for its product");
        }
    }

    private void noCardTwice(Evidence evidence) {
        Map<String, OrderId> ownerByCard = new HashMap<>();
        for (CardRow card : evidence.cards()) {
            card.orderId()
                    .ifPresent(order ->
                            takeOnce(ownerByCard, card.cardId(), order, "card " + card.cardId()));
        }
        Map<String, OrderId> ownerByCode = new HashMap<>();
        for (Purchase purchase : evidence.purchases()) {
            purchase.orderId()
                    .ifPresent(order ->
                            new HashSet<>(purchase.codes())
                                    .forEach(code -> takeOnce(ownerByCode, code, order, "a code")));
        }
    }

    private void takeOnce(Map<String, OrderId> owners, String thing, OrderId order, String name) {
        OrderId other = owners.putIfAbsent(thing, order);
        if (other != null) {
            add(Promise.I3, name + " went to two orders, " + other + " and " + order);
        }
    }

    private void noCardsAfterNo(OrderCase order) {
        if (!order.cards().isEmpty() && order.wasTold(TOLD_NO)) {
            broken(
                    Promise.I4,
                    order,
                    "has " + order.cards().size() + " cards after its buyer was told no");
        }
    }

    private void conservation(OrderCase order) {
        long held = order.heldMinor();
        String amounts =
                "the gateway holds %d of %d %s"
                        .formatted(held, order.total().amountMinor(), order.total().currency());
        if (!order.isInOneCurrency()) {
            broken(Promise.I5, order, "was paid in another currency than it was sold in");
        } else if (order.is(Status.COMPLETED) && held != order.total().amountMinor()) {
            broken(Promise.I5, order, "is completed, but " + amounts);
        } else if (order.status().filter(MONEY_BACK::contains).isPresent()
                && held != 0
                && !order.inReview()) {
            broken(Promise.I5, order, "is " + order.status().orElseThrow() + ", but " + amounts);
        } else if (!order.cards().isEmpty() && held <= 0 && order.refunds().isEmpty()) {
            broken(Promise.I5, order, "has cards, but " + amounts);
        }
    }

    private void noFailureWhilePaid(OrderCase order) {
        if (order.is(Status.FAILED) && order.heldMinor() > 0) {
            broken(Promise.I6, order, "says failed, and the gateway holds its money");
        }
    }

    private void inTime(OrderCase order) {
        if (!order.isFinal()
                && !order.inReview()
                && !(order.lastReading() instanceof LastReading.Gone)) {
            broken(
                    Promise.I7,
                    order,
                    order.status()
                            .map(status -> "is " + status + " past its time to live")
                            .orElse("could not be asked for past its time to live"));
        }
    }

    private void deadLettersKept(Evidence evidence) {
        evidence.deadLettersBefore()
                .forEach((partition, before) -> {
                    DeadLetterRange after = evidence.deadLettersAfter().get(partition);
                    if (after == null) {
                        add(Promise.I8, partition + " is gone");
                    } else if (after.first() > before.first() || after.end() < before.end()) {
                        add(Promise.I8, partition + " lost records");
                    }
                });
    }

    private void served(Purchase purchase) {
        String buyer = "wish " + purchase.wish().number();
        if (purchase.receipts().isEmpty()) {
            add(Promise.SERVED, buyer + " was never acknowledged" + because(purchase));
        } else if (purchase.receipts().size() < purchase.wish().clicks()) {
            add(
                    Promise.SERVED,
                    "%s clicked %d times and was answered %d times%s"
                            .formatted(
                                    buyer,
                                    purchase.wish().clicks(),
                                    purchase.receipts().size(),
                                    because(purchase)));
        }
    }

    private static String because(Purchase purchase) {
        return purchase.complaints().isEmpty()
                ? ""
                : ": " + String.join("; ", purchase.complaints());
    }

    private void broken(Promise promise, OrderCase order, String what) {
        violations.add(Violation.of(promise, order.id(), what));
    }

    private void add(Promise promise, String what) {
        violations.add(new Violation(promise, what));
    }
}
