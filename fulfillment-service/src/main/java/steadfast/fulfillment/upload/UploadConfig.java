package steadfast.fulfillment.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a client that sends a body may cost. */
@ConfigMapping(prefix = "steadfast.fulfillment.upload")
public interface UploadConfig {

    /** Imports at once, from their first byte to the end of their answer; more are refused. */
    @WithDefault("2")
    int imports();

    /** Voids and moves on their way at once; more are refused. */
    @WithDefault("2")
    int changes();

    /** The longest import, in bytes. */
    @WithDefault("67108864")
    long maxImportBytes();

    /** The longest body of a void or a move, in bytes. */
    @WithDefault("25165824")
    long maxChangeBytes();

    /** How long a body may take to arrive. */
    @WithDefault("10M")
    Duration timeout();

    /** How often it is asked whether a body comes fast enough. */
    @WithDefault("10S")
    Duration rateWindow();

    /** A body that brings less than this in a whole window is refused. */
    @WithDefault("4096")
    int minBytesPerSecond();
}
