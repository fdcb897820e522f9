package steadfast.http.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The location of the access keys. */
@ConfigMapping(prefix = "steadfast.access")
public interface AccessConfig {

    /**
     * A properties file: {@code storefront.<name>=<SHA-256 of the key, hex>} and {@code
     * operator.<name>=<SHA-256 of the token, hex>}, optionally followed by {@code expires=<date>};
     * {@code storefront.<name>#<key>} is another key of the same caller. While it is missing, or
     * writable by others than its owner, all callers are refused.
     */
    @WithDefault(".steadfast/access.properties")
    Path file();

    /** The shortest time between two checks of the file for a change. */
    @WithDefault("PT1S")
    Duration checkEvery();
}
