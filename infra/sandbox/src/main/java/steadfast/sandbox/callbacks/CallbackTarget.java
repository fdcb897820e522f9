package steadfast.sandbox.callbacks;

import java.net.URI;

/**
 * Where callbacks go.
 *
 * @param secret signs them
 * @param merchant whose they are
 */
public record CallbackTarget(URI url, String secret, String merchant) {}
