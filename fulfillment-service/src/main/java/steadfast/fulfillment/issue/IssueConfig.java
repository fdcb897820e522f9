package steadfast.fulfillment.issue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How orders get their cards. */
@ConfigMapping(prefix = "steadfast.fulfillment.issue")
public interface IssueConfig {

    /** How often orders that wait are looked at without a hint: a crash may have hidden one. */
    @WithDefault("1S")
    Duration recountInterval();

    /** Orders that one transaction issues when cards are counted under a SKU's lock. */
    @WithDefault("200")
    int recountBatch();
}
