package steadfast.fulfillment.vault;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the keys are missing, unreadable or not the ones that sealed the cards; a person must
 * act.
 */
public final class VaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        this(message, null);
    }

    VaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
