package steadfast.sandbox;

import java.net.URI;

/**
 * Where callbacks go.
 *
 * @param secret signs them
 * @param merchant whose they are
 */
record CallbackTarget(URI url, String secret, String merchant) {}
