package steadfast.demo.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.measure.DeadLetterRange;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/**
 * Everything that was collected from outside to check the promises, after everything had come to
 * rest.
 *
 * @param purchases the clients' own log
 * @param lastReadings every acknowledged order, asked for once more
 * @param ledger the gateway's ledger of this run's time
 * @param cards the card table's rows of this run's products
 * @param importedCodes the codes that this run imported
 * @param cases the reconciler's cases, of any run
 * @param overdue orders of whatever run that the reconciler misses an event of
 * @param issuedByPolicy orders, of whatever run, whose cards the merchant's recorded policy issued
 *     after their end
 * @param finalWithin when, after its round began, an order must be final or in review
 * @param deadLettersBefore by topic and partition
 */
public record Evidence(
        List<Purchase> purchases,
        Map<OrderId, LastReading> lastReadings,
        List<LedgerEntry> ledger,
        List<CardRow> cards,
        Map<Sku, Set<String>> importedCodes,
        List<QueuedCase> cases,
        Set<OrderId> overdue,
        Set<OrderId> issuedByPolicy,
        Duration finalWithin,
        Map<String, DeadLetterRange> deadLettersBefore,
        Map<String, DeadLetterRange> deadLettersAfter) {}
