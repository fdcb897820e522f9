package steadfast.fulfillment.vault;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steadfast.fulfillment.lifecycle.SealKey;
import steadfast.fulfillment.store.KeysetLedger;
import steadfast.fulfillment.store.KeysetLedger.Action;
import steadfast.fulfillment.store.KeysetLedger.SealedCards;

/**
 * A person's changes to the keyset file, beside the running service, which rereads the file and
 * reseals the cards by itself. Each operation returns the lines to print.
 */
final class KeysetChanges {

    /** More than enough, if old keys are removed. */
    private static final int MAX_KEYS = 10;

    private final KeysetFile file;
    private final KeysetLedger ledger;
    private final Clock clock;

    KeysetChanges(KeysetFile file, KeysetLedger ledger, Clock clock) {
        this.file = file;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Adds a key, which seals from now on.
     *
     * @throws VaultException if that is not possible; then the file is unchanged
     */
    List<String> rotate(String who) {
        ledger.lockSealing();
        CardKeys keys = keys();
        if (keys.sealKeys().size() >= MAX_KEYS) {
            throw new VaultException(
                    "there are %d keys already: infra/run keyset status shows which of them no longer seal anything, and infra/run keyset remove removes them"
                            .formatted(MAX_KEYS));
        }
        CardKeys rotated = keys.withNewPrimary();
        // First, so that every key that seals has its maker on record.
        ledger.record(Action.ROTATE, rotated.primary(), who, clock.instant());
        ledger.commit();
        file.replace(rotated);
        return List.of(
                "Key %s seals from now on. fulfillment-service uses it within a second and reseals all cards; infra/run keyset status shows what is left."
                        .formatted(rotated.primary()),
                "Back up %s now: the earlier backups do not hold the new key."
                        .formatted(file.path()));
    }

    /**
     * Removes a key that no longer seals anything.
     *
     * @throws VaultException if it does, or is the primary one, or unknown
     */
    List<String> remove(SealKey key, String who) {
        ledger.lockSealing();
        CardKeys keys = keys();
        if (!keys.sealKeys().contains(key)) {
            throw new VaultException(
                    "there is no key %s in %s; there are: %s"
                            .formatted(key, file.path(), listed(keys.sealKeys())));
        }
        if (key.equals(keys.primary())) {
            throw new VaultException(
                    "key %s is the one that seals: infra/run keyset rotate makes another first"
                            .formatted(key));
        }
        long sealed = ledger.sealedBy(key);
        if (sealed > 0) {
            throw new VaultException(
                    "key %s is still needed by %d seals: fulfillment-service renews them while it runs; infra/run keyset status shows what is left"
                            .formatted(key, sealed));
        }
        // First of all, so that no instance that still has the key adds a card sealed by it.
        ledger.record(Action.REMOVE, key, who, clock.instant());
        ledger.commit();
        try {
            file.replace(keys.without(key));
        } catch (VaultException e) {
            throw new VaultException(
                    "key %s no longer seals anything, but is still in the file, so remove it again: %s"
                            .formatted(key, e.getMessage()),
                    e);
        }
        return List.of(
                "Key %s is removed: nothing that it sealed is in the database any more. Backups of the database from before need a backup of the keyset from before."
                        .formatted(key),
                "Back up %s now.".formatted(file.path()));
    }

    /** Lists the keys, and how many cards each sealed. */
    List<String> status() {
        CardKeys keys = keys();
        List<SealedCards> counts = ledger.counts();
        List<String> lines = new ArrayList<>();
        for (SealKey key : keys.sealKeys()) {
            boolean primary = key.equals(keys.primary());
            String seals = cards(counts, key);
            if (seals.isEmpty()) {
                seals =
                        primary || ledger.sealedBy(key) > 0
                                ? "no cards"
                                : "nothing: can be removed";
            }
            lines.add("key %-10s  %-9s  seals %s".formatted(key, primary ? "primary" : "", seals));
        }
        counts.stream()
                .map(SealedCards::key)
                .distinct()
                .filter(key -> !keys.sealKeys().contains(key))
                .forEach(key ->
                        lines.add(
                                "key %-10s  NOT THERE  seals %s; restore it from your backup"
                                        .formatted(key, cards(counts, key))));
        lines.add(left(keys, counts));
        return lines;
    }

    private static String left(CardKeys keys, List<SealedCards> counts) {
        long left =
                counts.stream()
                        .filter(sealed ->
                                !sealed.complete() || !sealed.key().equals(keys.primary()))
                        .mapToLong(SealedCards::cards)
                        .sum();
        return left == 0
                ? "Every card is sealed by the primary key."
                : "%d cards are left to reseal; fulfillment-service does it while it runs."
                        .formatted(left);
    }

    private static String cards(List<SealedCards> counts, SealKey key) {
        Map<String, Long> byStatus =
                counts.stream()
                        .filter(sealed -> sealed.key().equals(key))
                        .collect(
                                Collectors.groupingBy(
                                        sealed -> label(sealed.status()),
                                        TreeMap::new,
                                        Collectors.summingLong(SealedCards::cards)));
        return byStatus.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String label(String status) {
        return switch (status) {
            case "AVAILABLE" -> "unsold";
            case "ISSUED" -> "sold";
            case "VOIDED" -> "voided";
            default -> status;
        };
    }

    /** Returns the keys if they match this database; otherwise refuses. */
    private CardKeys keys() {
        CardKeys keys =
                file.read()
                        .orElseThrow(() ->
                                new VaultException(
                                        "there is no keyset file %s: fulfillment-service makes it at its first start"
                                                .formatted(file.path())));
        if (ledger.probe().filter(probe -> ProbeSeal.opens(keys, probe)).isEmpty()) {
            throw new VaultException(
                    "the keyset file %s is not the one that sealed the cards of this database"
                            .formatted(file.path()));
        }
        return keys;
    }

    private static String listed(List<SealKey> keys) {
        return keys.stream().map(SealKey::toString).collect(Collectors.joining(", "));
    }
}
