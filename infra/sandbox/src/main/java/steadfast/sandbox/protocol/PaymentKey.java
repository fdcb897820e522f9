package steadfast.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The merchant's ID of a payment, which is the idempotency key of its charge. It is opaque to the
 * gateway: 1 to 100 of {@code A-Z a-z 0-9 . _ -}.
 */
public record PaymentKey(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    @JsonCreator
    public PaymentKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 100 of A-Z a-z 0-9 . _ -");
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
