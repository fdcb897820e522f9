package steadfast.fulfillment.stock.change;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.vault.CardVault;
import steadfast.fulfillment.vault.Code;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** The unsold cards of a SKU that a change is about. */
sealed interface CardSelection {

    /** IDs or codes in one request, at most. */
    int MAX_CARDS = 10_000;

    /** The unsold cards of an import. */
    record OfImport(UUID importId) implements CardSelection {}

    /** These cards, all of them, in the order in which the request names them. */
    record ById(List<CardId> ids) implements CardSelection {}

    /** The cards with these codes, all of them, by fingerprint, in the request's order. */
    record ByCode(List<byte[]> fingerprints) implements CardSelection {}

    /**
     * Returns the selection of the request: exactly one of the three.
     *
     * @throws ProblemException if it is not exactly one, too large, or has a null in a list
     */
    static CardSelection of(
            @Nullable List<@Nullable UUID> cardIds,
            @Nullable UUID importId,
            @Nullable List<@Nullable String> codes,
            CardVault vault) {
        if (cardIds != null && importId == null && codes == null) {
            List<CardId> ids = elements("cardIds", cardIds).stream().map(CardId::new).toList();
            return new ById(ids);
        }
        if (codes != null && importId == null && cardIds == null) {
            List<byte[]> fingerprints =
                    elements("codes", codes).stream()
                            .map(code -> vault.fingerprint(new Code(code)))
                            .toList();
            return new ByCode(fingerprints);
        }
        if (importId != null && cardIds == null && codes == null) {
            return new OfImport(importId);
        }
        throw new ProblemException(
                CommonProblem.INVALID_FIELD,
                "cardIds",
                new Text(
                        "Send exactly one of cardIds, codes and importId.",
                        "请只发送 cardIds、codes、importId 其中之一。"));
    }

    private static <T> List<T> elements(String field, List<@Nullable T> sent) {
        if (sent.isEmpty() || sent.size() > MAX_CARDS) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    field,
                    new Text("Send 1 to " + MAX_CARDS + ".", "请发送 1 到 " + MAX_CARDS + " 个。"));
        }
        List<T> elements = new ArrayList<>();
        for (@Nullable T element : sent) {
            if (element == null) {
                throw new ProblemException(
                        CommonProblem.INVALID_FIELD,
                        field + "[" + elements.size() + "]",
                        new Text("It must not be null.", "不能为 null。"));
            }
            elements.add(element);
        }
        return elements;
    }
}
