package steadfast.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The ID of a product that is sold as codes, such as {@code STEAM-50}: 1 to 64 of {@code A-Z a-z
 * 0-9 . _ -}.
 */
public record Sku(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    @JsonCreator
    public Sku {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a SKU: use 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
