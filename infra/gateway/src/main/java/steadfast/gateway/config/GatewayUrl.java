package steadfast.gateway.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks where a gateway may be called: by TLS, or on this machine. */
final class GatewayUrl {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]");

    private GatewayUrl() {}

    /**
     * Checks a gateway's URL.
     *
     * @param httpAllowed whether the credentials may be sent over plain HTTP
     * @throws IllegalArgumentException if it must not be called
     */
    static void require(String gateway, URI url, boolean httpAllowed) {
        String scheme = lowerCase(url.getScheme());
        String host = lowerCase(url.getHost());
        if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(
                    "steadfast.gateways.%s.url must be https://host…, and is: %s"
                            .formatted(gateway, url));
        }
        if (scheme.equals("http") && !httpAllowed && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "steadfast.gateways.%s.url is %s, which exposes our credentials to the network: use https, or set STEADFAST_ALLOW_HTTP_GATEWAYS=true"
                            .formatted(gateway, url));
        }
    }

    private static String lowerCase(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
