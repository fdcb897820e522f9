package steadfast.order.expire;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How orders whose time has passed are looked for. */
@ConfigMapping(prefix = "steadfast.order.expire")
public interface ExpireSettings {

    /** Between two looks; whole seconds. */
    @WithDefault("PT1S")
    Duration interval();

    /** Orders that one transaction expires, at most. */
    @WithDefault("100")
    int batch();
}
