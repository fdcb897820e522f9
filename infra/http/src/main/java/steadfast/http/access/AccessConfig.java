package steadfast.http.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the access keys stand. */
@ConfigMapping(prefix = "steadfast.access")
public interface AccessConfig {

    /**
     * A properties file: {@code storefront.<name>=<SHA-256 of the key, hex>} and {@code
     * operator.<name>=<SHA-256 of the token, hex>}, each with {@code expires=<date>} behind it if
     * it is to end; {@code storefront.<name>#<key>} is another key of the same caller. While it is
     * missing, or writable by others than its owner, nobody may enter.
     */
    @WithDefault(".steadfast/access.properties")
    Path file();

    /** How often at most the file is looked at for a change. */
    @WithDefault("PT1S")
    Duration checkEvery();
}
