package steadfast.demo.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.client.Receipt;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.events.OrderId;

/**
 * The state of every order and its money, as needed to tell whether they still change. An order
 * that is final, with the right money at the gateway, is not read again.
 */
final class OpenOrders {

    private final Map<OrderId, Receipt> receipts = new LinkedHashMap<>();
    private final Map<OrderId, LastReading> readings = new HashMap<>();
    private final Map<OrderId, Long> heldMinor = new HashMap<>();
    private final Set<OrderId> inReview = new HashSet<>();
    private int movements;

    OpenOrders(Collection<Purchase> purchases) {
        purchases.forEach(purchase ->
                purchase.receipts()
                        .forEach(receipt -> receipts.putIfAbsent(receipt.orderId(), receipt)));
    }

    /** Creates it for every acknowledged order. */
    Collection<Receipt> all() {
        return receipts.values();
    }

    /** Returns the orders that must be read. */
    List<Receipt> open() {
        return receipts.values().stream().filter(receipt -> !isSettled(receipt)).toList();
    }

    /** Updates the state: readings of the open orders, the whole ledger, all cases. */
    void update(
            Map<OrderId, LastReading> read,
            List<LedgerEntry> ledger,
            Collection<QueuedCase> cases) {
        readings.putAll(read);
        movements = ledger.size();
        heldMinor.clear();
        ledger.forEach(ledgerEntry ->
                ledgerEntry
                        .orderId()
                        .ifPresent(order ->
                                heldMinor.merge(order, ledgerEntry.signedMinor(), Long::sum)));
        inReview.clear();
        cases.stream().filter(QueuedCase::isOpen).map(QueuedCase::orderId).forEach(inReview::add);
        inReview.retainAll(receipts.keySet());
    }

    /** Returns whether every order is final, with its money in the right place and no open case. */
    boolean areClosed() {
        return inReview.isEmpty() && open().isEmpty();
    }

    /** Returns a value that differs from an earlier one if anything has changed. */
    Object state() {
        return List.of(Map.copyOf(readings), movements, Set.copyOf(inReview));
    }

    private boolean isSettled(Receipt receipt) {
        long held = heldMinor.getOrDefault(receipt.orderId(), 0L);
        return readings.get(receipt.orderId()) instanceof LastReading.Found found
                && switch (found.status()) {
                    case COMPLETED -> held == receipt.total().amountMinor();
                    case FAILED, EXPIRED, REFUNDED -> held == 0;
                    case PENDING_PAYMENT, PROCESSING, REFUNDING, UNHEARD_OF -> false;
                };
    }
}
