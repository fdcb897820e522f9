package steadfast.fulfillment.stock.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import steadfast.events.Sku;
import steadfast.fulfillment.store.UnsoldCards;
import steadfast.fulfillment.store.UnsoldCards.UnsoldCard;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** Finds the unsold cards that a change selects, and reports which of them are not unsold. */
@ApplicationScoped
class SelectedCards {

    private static final Logger LOG = Logger.getLogger(SelectedCards.class);
    private static final int MAX_LISTED = 20;

    private final UnsoldCards unsold;

    SelectedCards(UnsoldCards unsold) {
        this.unsold = unsold;
    }

    /**
     * Locks the cards; hold the SKU's lock.
     *
     * @param atMost of an import
     * @param who asks for it: a refusal tells which codes are unsold, so it leaves a name
     * @throws ProblemException {@code not-voidable} if one of them is sold, voided, unknown or of
     *     another SKU, naming its place in the request, or if nothing of the import is unsold
     */
    List<UnsoldCard> lock(Sku sku, CardSelection selection, int atMost, String who) {
        return switch (selection) {
            case CardSelection.OfImport(var importId) -> {
                List<UnsoldCard> found = unsold.lockOfImport(sku, importId, atMost);
                if (found.isEmpty()) {
                    throw nothingOfImport();
                }
                yield found;
            }
            case CardSelection.ById(var ids) ->
                    all(ids, UnsoldCard::id, unsold.lock(sku, ids), sku, who);
            case CardSelection.ByCode(var fingerprints) ->
                    all(
                            fingerprints.stream().map(ByteBuffer::wrap).toList(),
                            card -> ByteBuffer.wrap(card.fingerprint()),
                            unsold.lockByFingerprint(sku, fingerprints),
                            sku,
                            who);
        };
    }

    static ProblemException nothingOfImport() {
        return new ProblemException(
                ChangeProblem.NOT_VOIDABLE,
                "importId",
                new Text("The import has no unsold cards of this SKU.", "该批次在此 SKU 下没有未售出的卡密。"));
    }

    private static <K> List<UnsoldCard> all(
            List<K> wanted,
            Function<UnsoldCard, K> key,
            List<UnsoldCard> found,
            Sku sku,
            String who) {
        Set<K> keys = found.stream().map(key).collect(Collectors.toSet());
        int[] missing =
                IntStream.range(0, wanted.size())
                        .filter(index -> !keys.contains(wanted.get(index)))
                        .map(index -> index + 1)
                        .toArray();
        if (missing.length == 0) {
            return found;
        }
        LOG.warnf(
                "change of cards refused: sku=%s missing=%d wanted=%d who=%s",
                sku, missing.length, wanted.size(), who);
        String first =
                IntStream.of(missing)
                        .limit(MAX_LISTED)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        throw new ProblemException(
                ChangeProblem.NOT_VOIDABLE,
                null,
                new Text(
                        "%d of %d are sold, voided, unknown or of another SKU; the first of them, counted from 1: %s."
                                .formatted(missing.length, wanted.size(), first),
                        "%d 个（共 %d 个）已售出、已作废、不存在或属于其他 SKU；最前面的是第 %s 个。"
                                .formatted(missing.length, wanted.size(), first)));
    }
}
