package steadfast.demo.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steadfast.client.Status;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.gateways.Routing;
import steadfast.events.PaymentId;

/**
 * Checks the promises about money by the ledgers of all gateways together: captured once and at the
 * right one, conserved, and never denied.
 */
final class MoneyPromises {

    private final Violations found;

    MoneyPromises(Violations found) {
        this.found = found;
    }

    void judge(List<OrderCase> orders) {
        for (OrderCase order : orders) {
            singleCapture(order);
            conservation(order);
            noFailureWhilePaid(order);
            rightGateway(order);
        }
    }

    private void rightGateway(OrderCase order) {
        for (LedgerEntry ledgerEntry : order.movements()) {
            int round = PaymentId.parse(ledgerEntry.paymentId()).round();
            String method = order.buyerPlan().methodOf(round);
            if (!ledgerEntry.gateway().equals(Routing.gatewayOf(method))) {
                found.broken(
                        Promise.ROUTE,
                        order,
                        "was to be paid by %s, and %s has a %s of payment %s"
                                .formatted(
                                        method,
                                        ledgerEntry.gateway(),
                                        ledgerEntry.kind().name().toLowerCase(Locale.ROOT),
                                        ledgerEntry.paymentId()));
            }
        }
    }

    private void singleCapture(OrderCase order) {
        Map<String, Long> heldByPayment = new HashMap<>();
        Map<String, Integer> capturesByPayment = new HashMap<>();
        for (LedgerEntry capture : order.captures()) {
            heldByPayment.merge(capture.paymentId(), capture.amount().amountMinor(), Long::sum);
            capturesByPayment.merge(capture.paymentId(), 1, Integer::sum);
        }
        for (LedgerEntry refund : order.refunds()) {
            heldByPayment.merge(refund.paymentId(), -refund.amount().amountMinor(), Long::sum);
        }
        capturesByPayment.forEach((paymentId, captures) -> {
            if (captures > 1) {
                found.broken(
                        Promise.I2,
                        order,
                        "has payment " + paymentId + " captured " + captures + " times");
            }
        });
        long held = heldByPayment.values().stream().filter(minor -> minor > 0).count();
        if (held > 1) {
            found.broken(Promise.I2, order, "has " + held + " captures that were not refunded");
        }
    }

    /**
     * At rest every captured payment is completed, refunded, being refunded, or named by an open
     * case.
     */
    private void conservation(OrderCase order) {
        long held = order.heldMinor();
        String amounts =
                "the gateway holds %d of %d %s"
                        .formatted(held, order.total().amountMinor(), order.total().currency());
        if (!order.isInOneCurrency()) {
            found.broken(Promise.I5, order, "was paid in another currency than it was sold in");
        } else if (!isAccountedFor(order, held)) {
            found.broken(Promise.I5, order, standing(order) + ", but " + amounts);
        } else if (!order.cards().isEmpty() && held <= 0 && order.refunds().isEmpty()) {
            found.broken(Promise.I5, order, "has cards, but " + amounts);
        }
    }

    private static boolean isAccountedFor(OrderCase order, long held) {
        long price = order.total().amountMinor();
        if (order.is(Status.COMPLETED)) {
            return held == price || (held > price && order.inReview());
        }
        return held == 0 || (held > 0 && (order.inReview() || order.is(Status.REFUNDING)));
    }

    private static String standing(OrderCase order) {
        return order.status().map(status -> "is " + status).orElse("can't be asked for");
    }

    /** Neither at the end nor at any time when a buyer was told so. */
    private void noFailureWhilePaid(OrderCase order) {
        if (order.is(Status.FAILED) && order.heldMinor() > 0) {
            found.broken(Promise.I6, order, "says failed, and the gateway holds its money");
        } else if (order.purchase().readings().stream()
                .filter(statusReading -> statusReading.status() == Status.FAILED)
                .anyMatch(statusReading -> order.heldMinorAt(statusReading.askedAt()) > 0)) {
            found.broken(Promise.I6, order, "said failed while the gateway held its money");
        }
    }
}
