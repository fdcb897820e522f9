package steadfast.fulfillment.issue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The settings for issuing cards. */
@ConfigMapping(prefix = "steadfast.fulfillment.issue")
public interface IssueConfig {

    /** How often waiting orders are checked without a hint: a crash may have lost one. */
    @WithDefault("1S")
    Duration recountInterval();

    /**
     * How long after the gateway last confirmed the money cards are issued without asking it again:
     * a refund at the gateway within this time may come too late to withhold them.
     */
    @WithDefault("PT1M")
    Duration confirmAfter();

    /** Orders that one transaction issues when cards are counted under a SKU's lock. */
    @WithDefault("200")
    @Positive int recountBatch();
}
