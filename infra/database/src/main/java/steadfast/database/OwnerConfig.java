package steadfast.database;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who owns the service's tables, where that is not the role that the service runs as. */
@ConfigMapping(prefix = "steadfast.database.owner")
public interface OwnerConfig {

    /**
     * The role that migrates and owns the tables; without one, the role that the service runs as.
     */
    Optional<String> username();

    /** Its password. */
    Optional<String> password();
}
