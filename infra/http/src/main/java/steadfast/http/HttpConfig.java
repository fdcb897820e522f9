package steadfast.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of the HTTP listener. */
@ConfigMapping(prefix = "steadfast.http")
public interface HttpConfig {

    /**
     * Whether a service that listens beyond the loopback interface may use plain HTTP without a
     * warning at its start, because a proxy in front of it ends TLS.
     */
    @WithDefault("false")
    boolean plain();
}
