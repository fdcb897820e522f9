package steadfast.http;

import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Warns at the start if other machines are served over plain HTTP, unless that is declared as
 * intended: keys, view tokens and card codes could be read in transit.
 */
@Singleton
class PlainHttp {

    private static final Logger LOG = Logger.getLogger(PlainHttp.class);

    /** A service that redirects every caller to TLS serves nobody in the clear. */
    private static final String REDIRECT = "redirect";

    private final HttpConfig config;
    private final boolean redirects;

    PlainHttp(
            HttpConfig config,
            @ConfigProperty(name = "quarkus.http.insecure-requests") Optional<String> plain) {
        this.config = config;
        this.redirects = plain.filter(REDIRECT::equalsIgnoreCase).isPresent();
    }

    /** Called for a server that speaks plain HTTP, not for TLS or the management port. */
    void started(@ObservesAsync HttpServerStart start) {
        HttpServerOptions options = start.options();
        if (config.plain() || redirects || isLoopback(options.getHost())) {
            return;
        }
        LOG.warnf(
                "plain HTTP at %s:%d (STEADFAST_HTTP_HOST): keys, view tokens and card codes can"
                        + " be read in transit. Set up TLS with"
                        + " QUARKUS_HTTP_INSECURE_REQUESTS=disabled, or set"
                        + " STEADFAST_HTTP_PLAIN=true if a proxy in front of this service ends"
                        + " TLS",
                options.getHost(), options.getPort());
    }

    /** False if the name does not resolve, since nothing can listen there either. */
    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
