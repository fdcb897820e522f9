package steadfast.fulfillment.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the card keys are. */
@ConfigMapping(prefix = "steadfast.fulfillment")
public interface VaultConfig {

    /**
     * The file of the card keys; made at the first start, and read again when it changes. Back it
     * up apart from the database.
     */
    @WithDefault(".steadfast/keys/cards.json")
    Path keysetFile();
}
