package steadfast.http.body;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The limits on request bodies. */
@ConfigMapping(prefix = "steadfast.http.body")
public interface BodyConfig {
    /**
     * The longest body that is read, in bytes. As many as there are connections may wait for their
     * turn at once, and all of them must fit into memory.
     */
    @WithDefault("16384")
    int maxBytes();

    /** How long a client may take to send a body. */
    @WithDefault("10s")
    Duration timeout();

    /** Arriving bodies at once; more are refused. */
    @WithDefault("2000")
    int maxUnread();

    /**
     * Arriving bodies at once from one address (for IPv6, from one /64 network). A storefront's
     * server sends complete bodies, so it reaches this only while its network has problems.
     */
    @WithDefault("500")
    int maxUnreadPerAddress();

    /** The path prefixes whose bodies are read elsewhere, with other limits. */
    Optional<List<String>> readElsewhere();
}
