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
 * Warns at the start that other machines are served in the clear, unless somebody has said that it
 * is meant: keys, view tokens and card codes can be read on such a way.
 */
@Singleton
class PlainHttp {

    private static final Logger LOG = Logger.getLogger(PlainHttp.class);

    /** What sends every caller on to TLS serves nobody in the clear. */
    private static final String REDIRECT = "redirect";

    private final HttpConfig config;
    private final boolean redirects;

    PlainHttp(
            HttpConfig config,
            @ConfigProperty(name = "quarkus.http.insecure-requests") Optional<String> plain) {
        this.config = config;
        this.redirects = plain.filter(REDIRECT::equalsIgnoreCase).isPresent();
    }

    /**
     * Told of a server that speaks plain HTTP; one with TLS, or the management port, is another.
     */
    void started(@ObservesAsync HttpServerStart start) {
        HttpServerOptions options = start.options();
        if (config.plain() || redirects || isLoopback(options.getHost())) {
            return;
        }
        LOG.warnf(
                "plain HTTP at %s:%d (STEADFAST_HTTP_HOST): keys, view tokens and card codes can be read on the way."
                        + " Set up TLS with QUARKUS_HTTP_INSECURE_REQUESTS=disabled, or say STEADFAST_HTTP_PLAIN=true"
                        + " if a proxy in front of this service ends TLS",
                options.getHost(), options.getPort());
    }

    /** Not so if there is no such name, since nobody listens there either. */
    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
