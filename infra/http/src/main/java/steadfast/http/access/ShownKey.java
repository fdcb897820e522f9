package steadfast.http.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A key that a caller sent; not yet looked up. */
final class ShownKey extends BaseAuthenticationRequest {

    private final String key;
    private final String from;

    /** {@code from} is the caller's address, for the log. */
    ShownKey(String key, String from) {
        this.key = key;
        this.from = from;
    }

    String key() {
        return key;
    }

    String from() {
        return from;
    }
}
