package steadfast.http.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A key that a caller showed; not yet looked up. */
final class ShownKey extends BaseAuthenticationRequest {

    private final String key;

    ShownKey(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
