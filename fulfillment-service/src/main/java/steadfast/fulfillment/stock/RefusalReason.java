package steadfast.fulfillment.stock;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a line of an upload is refused. */
public enum RefusalReason {
    EMPTY,
    /** More than {@value CodeRules#MAX_CHARACTERS} characters. */
    TOO_LONG,
    /** A character that cannot be seen, such as a tab or a zero-width space. */
    CONTROL_CHARACTER,
    /**
     * White space before or after the code: the same code without it would count as another one.
     */
    SURROUNDING_SPACE,
    INVALID_UTF8,
    /** Not a JSON object with the one field {@code code}. */
    INVALID_JSON,
    /** More than one field, or quotes that do not match. */
    INVALID_CSV,
    /** Stands on an earlier line of the same upload. */
    DUPLICATE_IN_UPLOAD,
    /** Was imported before, for whichever SKU. */
    DUPLICATE_OF_STOCK;

    /** As the answer names it, in kebab case. */
    @JsonValue
    public String token() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
