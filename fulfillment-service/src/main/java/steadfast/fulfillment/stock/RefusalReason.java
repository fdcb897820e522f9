package steadfast.fulfillment.stock;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a line of an upload is refused. */
public enum RefusalReason {
    /** An empty code, in quotes or in a JSON object; a blank line is skipped. */
    EMPTY,
    /** More than {@value CodeRules#MAX_CHARACTERS} characters. */
    TOO_LONG,
    /** A character that cannot be seen, such as a tab or a zero-width space. */
    CONTROL_CHARACTER,
    /**
     * White space before or after the code: the same code without it would count as a different
     * one.
     */
    SURROUNDING_SPACE,
    /** Bytes that are not valid in the upload's charset. */
    INVALID_ENCODING,
    /** Not a JSON object with the one field {@code code}. */
    INVALID_JSON,
    /** More than one field, or quotes that do not match. */
    INVALID_CSV,
    /** A heading, such as {@code code}, between the codes: two files were concatenated. */
    HEADING,
    /** Also on an earlier line of the same upload. */
    DUPLICATE_IN_UPLOAD,
    /** Imported before, for any SKU, and not voided since. */
    DUPLICATE_OF_STOCK;

    /** Returns the name used in the response, in kebab case. */
    @JsonValue
    public String token() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
