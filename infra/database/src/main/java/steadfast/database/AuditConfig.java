package steadfast.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the audit check. */
@ConfigMapping(prefix = "steadfast.database")
public interface AuditConfig {

    /** How often the hashes of all audit rows are checked; also at each start. */
    @WithDefault("1H")
    Duration auditCheck();
}
