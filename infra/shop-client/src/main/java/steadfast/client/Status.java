package steadfast.client;

import java.util.Arrays;

/** An order's status, as a client of the API sees it. */
public enum Status {
    PENDING_PAYMENT(false),
    PROCESSING(false),
    COMPLETED(true),
    FAILED(true),
    EXPIRED(true),
    REFUNDING(false),
    REFUNDED(true),
    /** A status that this client does not know. */
    UNHEARD_OF(false);

    private final boolean isFinal;

    Status(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** Returns whether the buyer has nothing more to wait for. */
    public boolean isFinal() {
        return isFinal;
    }

    static Status of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElse(UNHEARD_OF);
    }
}
