package steadfast.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How callers reach this service. */
@ConfigMapping(prefix = "steadfast.http")
public interface HttpConfig {

    /**
     * Whether a service that listens beyond the loopback may speak plain HTTP without a warning at
     * its start: a proxy in front of it ends TLS.
     */
    @WithDefault("false")
    boolean plain();
}
