package steadfast.fulfillment.stock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The limits of an import. */
@ConfigMapping(prefix = "steadfast.fulfillment.stock")
public interface StockConfig {

    /** Codes in one upload, at most. */
    @WithDefault("1000000")
    @Positive int maxCodes();

    /** How long an import may take once it is completely received. */
    @WithDefault("10M")
    Duration importTimeout();
}
