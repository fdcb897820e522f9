package steadfast.sandbox;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;
import steadfast.sandbox.callbacks.CallbackTarget;

/** How the command line says where callbacks go. */
final class CallbackFlags {

    private static final int MAX_MERCHANT_LENGTH = 100;

    /** Said where a launcher would say another place. */
    private static final URI NOWHERE = URI.create("none");

    @Option(
            names = "--callback-url",
            paramLabel = "URL",
            description =
                    "Where every change of a payment is told, or none (SANDBOX_CALLBACK_URL, none).")
    private URI url = NOWHERE;

    @Option(
            names = "--callback-secret",
            paramLabel = "SECRET",
            description = "Signs the callbacks (SANDBOX_CALLBACK_SECRET, sandbox-callback-secret).")
    private String secret = "";

    @Option(
            names = "--merchant",
            paramLabel = "NAME",
            description = "Whom the callbacks name (SANDBOX_MERCHANT, steadfast).")
    private String merchant = "";

    /** What is wrong with them, in one line. */
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

    /** Empty if there are to be no callbacks. */
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
