package steadfast.fulfillment.stock;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** The last element of a page, as opaque text. */
final class StockPageCursor {

    private StockPageCursor() {}

    static String write(Sku sku) {
        return encode(sku.value());
    }

    static String write(CardId card) {
        return encode(card.toString());
    }

    /**
     * Returns the SKU that a page ended with.
     *
     * @throws ProblemException if no page gave that text
     */
    static Sku readSku(String text) {
        try {
            return new Sku(decode(text));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /**
     * Returns the card that a page ended with.
     *
     * @throws ProblemException if no page gave that text
     */
    static CardId readCard(String text) {
        try {
            return new CardId(UUID.fromString(decode(text)));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    }

    private static ProblemException invalid() {
        return new ProblemException(
                CommonProblem.INVALID_FIELD,
                "after",
                new Text("after must be the next of the previous page.", "after 应为上一页返回的 next。"));
    }
}
