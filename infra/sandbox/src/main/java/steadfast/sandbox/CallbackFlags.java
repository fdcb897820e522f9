package steadfast.sandbox;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the command line says where callbacks go. */
final class CallbackFlags {

    private static final int MAX_MERCHANT_LENGTH = 100;

    @Option(
            names = "--callback-url",
            paramLabel = "URL",
            description =
                    "Where every change of a payment is told (SANDBOX_CALLBACK_URL, nowhere).")
    private @Nullable URI url;

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
        if (url != null && !isHttp(url)) {
            return Optional.of("--callback-url must be an http or https URL");
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
        return Optional.ofNullable(url).map(known -> new CallbackTarget(known, secret, merchant));
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
}
