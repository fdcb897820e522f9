package steadfast.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the chain of audit rows is watched. */
@ConfigMapping(prefix = "steadfast.database")
public interface AuditConfig {

    /** How often the hashes of all audit rows are checked; also at each start. */
    @WithDefault("1H")
    Duration auditCheck();
}
