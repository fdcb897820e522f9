package steadfast.sandbox;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;
import steadfast.sandbox.callbacks.CallbackTarget;

/** The command-line flags for callbacks. */
final class CallbackFlags {

    private static final int MAX_MERCHANT_LENGTH = 100;

    /** The value for no callbacks, where a launcher would set a URL. */
    private static final URI NOWHERE = URI.create("none");

    @Option(
            names = "--callback-url",
            paramLabel = "URL",
            description =
                    "URL that receives every change of a payment, or none (SANDBOX_CALLBACK_URL,"
                            + " none).")
    private URI url = NOWHERE;

    @Option(
            names = "--callback-secret",
            paramLabel = "SECRET",
            description =
                    "Secret that signs the callbacks (SANDBOX_CALLBACK_SECRET,"
                            + " sandbox-callback-secret).")
    private String secret = "";

    @Option(
            names = "--merchant",
            paramLabel = "NAME",
            description = "Merchant that the callbacks name (SANDBOX_MERCHANT, steadfast).")
    private String merchant = "";

    /** Returns what is wrong with them, in one line. */
    Optional<String> complaint() {
        if (!url.equals(NOWHERE) && !isHttp(url)) {
            return Optional.of("--callback-url must be an http or https URL, or none");
        }
        if (secret.isBlank()) {
            return Optional.of("--callback-secret must not be blank");
        }
        return merchant.isBlank() || merchant.length() > MAX_MERCHANT_LENGTH
                ? Optional.of("--merchant must have 1 to " + MAX_MERCHANT_LENGTH + " characters")
                : Optional.empty();
    }

    /** Returns the target; empty for no callbacks. */
    Optional<CallbackTarget> target() {
        return url.equals(NOWHERE)
                ? Optional.empty()
                : Optional.of(new CallbackTarget(url, secret, merchant));
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
}
