package steadfast.database;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The owner of the service's tables, if it is not the service's role. */
@ConfigMapping(prefix = "steadfast.database.owner")
public interface OwnerConfig {

    /** The role that migrates and owns the tables; by default the service's own role. */
    Optional<String> username();

    /** The owner's password. */
    Optional<String> password();
}
