package steadfast.demo.report;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadfast.client.Status;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.demo.check.OrderCase;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.measure.FirstCalls;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

/**
 * What a shop that treats a timeout as a failure would have done with the same faults. It gives up
 * after the first charge call, so only that call's effect counts: a capture from before we charged
 * again.
 *
 * @param chargedWithoutCards orders whose first charge call was unclear but captured; each is a
 *     double charge if its buyer was told to try again
 * @param ordersLost orders whose first charge call was unclear and captured nothing, and which
 *     completed with us
 */
record NaiveShop(int chargedWithoutCards, int ordersLost) {

    /** The rule, as the scoreboard explains it. */
    static final String RULE =
            "of the orders whose first charge call had no clear answer: charged = captured before we charged again (ledger), lost = the rest of those that completed here";

    static NaiveShop of(List<OrderCase> orders, FirstCalls calls) {
        Set<OrderId> unclear = new HashSet<>();
        calls.unclear().forEach(payment -> unclear.add(payment.orderId()));
        int charged = 0;
        int lost = 0;
        for (OrderCase order : orders) {
            if (!unclear.contains(order.id())) {
                continue;
            }
            if (order.captures().stream()
                    .anyMatch(capture -> isOfFirstCall(order.buyerPlan(), capture, calls))) {
                charged++;
            } else if (order.is(Status.COMPLETED)) {
                lost++;
            }
        }
        return new NaiveShop(charged, lost);
    }

    private static boolean isOfFirstCall(
            BuyerPlan buyerPlan, LedgerEntry capture, FirstCalls calls) {
        PaymentId payment = PaymentId.parse(capture.paymentId());
        // Nobody scans what an unclear answer never showed.
        return !buyerPlan.isScanned(payment.round())
                && calls.unclear().contains(payment)
                && Optional.ofNullable(calls.chargedAgainAt().get(payment))
                        .map((Instant again) -> capture.at().isBefore(again))
                        .orElse(true);
    }
}
