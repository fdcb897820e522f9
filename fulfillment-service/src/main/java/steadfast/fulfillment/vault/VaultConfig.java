package steadfast.fulfillment.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The location of the card keys. */
@ConfigMapping(prefix = "steadfast.fulfillment")
public interface VaultConfig {

    /**
     * The file of the card keys; created at the first start, and reread when it changes. Back it up
     * apart from the database.
     */
    @WithDefault(".steadfast/keys/cards.json")
    Path keysetFile();
}
