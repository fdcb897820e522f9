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

    /**
     * How long after the gateway was last known to have the money cards go out without asking it
     * again: a refund at the gateway within this time may come too late to withhold them.
     */
    @WithDefault("PT1M")
    Duration confirmAfter();

    /** Orders that one transaction issues when cards are counted under a SKU's lock. */
    @WithDefault("200")
    int recountBatch();
}
