package steadfast.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/**
 * All that was collected from outside for the judgement, after everything had come to rest.
 *
 * @param purchases the clients' own log
 * @param lastReadings every acknowledged order, asked for once more
 * @param ledger the gateway's ledger of this run's time
 * @param cards the card table's rows of this run's products
 * @param importedCodes the codes that this run brought in
 * @param inReview orders that the reconciler shows to a person
 * @param deadLettersBefore by topic and partition
 */
record Evidence(
        List<Purchase> purchases,
        Map<OrderId, LastReading> lastReadings,
        List<Movement> ledger,
        List<CardRow> cards,
        Map<Sku, Set<String>> importedCodes,
        Set<OrderId> inReview,
        Map<String, DeadLetterRange> deadLettersBefore,
        Map<String, DeadLetterRange> deadLettersAfter) {}
