package steadfast.fulfillment.stock;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a line of an upload is refused. */
public enum RefusalReason {
    /** A code of no characters, in quotes or in a JSON object; a blank line is passed over. */
    EMPTY,
    /** More than {@value CodeRules#MAX_CHARACTERS} characters. */
    TOO_LONG,
    /** A character that cannot be seen, such as a tab or a zero-width space. */
    CONTROL_CHARACTER,
    /**
     * White space before or after the code: the same code without it would count as another one.
     */
    SURROUNDING_SPACE,
    /** Bytes that are no character in the upload's charset. */
    INVALID_ENCODING,
    /** Not a JSON object with the one field {@code code}. */
    INVALID_JSON,
    /** More than one field, or quotes that do not match. */
    INVALID_CSV,
    /** A heading, such as {@code code}, amid the codes: two files were put together. */
    HEADING,
    /** Stands on an earlier line of the same upload. */
    DUPLICATE_IN_UPLOAD,
    /** Was imported before, for whichever SKU, and not voided since. */
    DUPLICATE_OF_STOCK;

    /** As the answer names it, in kebab case. */
    @JsonValue
    public String token() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
