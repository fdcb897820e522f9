package steadfast.fulfillment.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/** The limits on bodies that clients send. */
@ConfigMapping(prefix = "steadfast.fulfillment.upload")
public interface UploadConfig {

    /** Imports at once, from their first byte to the end of their response; more are refused. */
    @WithDefault("2")
    @Positive int imports();

    /** Voids and moves at once; more are refused. */
    @WithDefault("2")
    @Positive int changes();

    /** The longest import, in bytes. */
    @WithDefault("67108864")
    @Positive long maxImportBytes();

    /** The longest body of a void or a move, in bytes. */
    @WithDefault("25165824")
    @Positive long maxChangeBytes();

    /** How long a body may take to arrive. */
    @WithDefault("10M")
    Duration timeout();

    /** How often the rate of a body is checked. */
    @WithDefault("10S")
    Duration rateWindow();

    /** The lowest rate over a window; a slower body is refused. */
    @WithDefault("4096")
    @PositiveOrZero int minBytesPerSecond();
}
