package steadfast.local.demo.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.events.OrderId;
import steadfast.local.demo.buyers.LastReading;
import steadfast.local.demo.buyers.Purchase;
import steadfast.local.demo.buyers.Receipt;
import steadfast.local.demo.gateways.LedgerEntry;

/**
 * Where every order and its money stand, as far as it must be known to tell whether they still
 * move. An order that is over, with the gateway holding what it should, is not asked for again.
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

    /** Of every acknowledged order. */
    Collection<Receipt> all() {
        return receipts.values();
    }

    /** The orders that must be asked for. */
    List<Receipt> open() {
        return receipts.values().stream().filter(receipt -> !isSettled(receipt)).toList();
    }

    /** Takes in what was seen: readings of the open orders, the whole ledger, all cases. */
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

    /** Whether every order is over, with its money where it belongs and nobody to look at it. */
    boolean areClosed() {
        return inReview.isEmpty() && open().isEmpty();
    }

    /** Differs from an earlier one if anything has moved since. */
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
