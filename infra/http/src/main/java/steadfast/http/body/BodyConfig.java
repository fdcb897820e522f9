package steadfast.http.body;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How bodies of requests may come. */
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

    /** Bodies on their way at once; more are sent away. */
    @WithDefault("2000")
    int maxUnread();

    /**
     * The same from one address (of IPv6, from one network of 64 bits). A storefront's server sends
     * whole bodies, so it has as many on their way only while its network is sick.
     */
    @WithDefault("500")
    int maxUnreadPerAddress();

    /** How the paths begin whose bodies somebody else reads, with limits of his own. */
    Optional<List<String>> readElsewhere();
}
