package steadfast.order.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import steadfast.events.Sku;

/** The end of a page of the catalogue: its last SKU, encoded so that clients treat it as opaque. */
final class CatalogCursor {

    private CatalogCursor() {}

    static String write(Sku last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.value().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    static Sku read(String text) {
        return new Sku(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
    }
}
