package steadfast.local.launch.secrets;

import java.nio.file.Path;
import steadfast.local.launch.settings.LocalGateway;
import steadfast.local.launch.settings.Settings;

/** What the gateways of this machine sign their callbacks with. */
public final class CallbackSecrets {

    private final KeptSecrets kept;

    public CallbackSecrets(Path file) {
        this.kept = new KeptSecrets(file, "cbs_");
    }

    /** The one that the user has said, or the one that is kept; made if there is none. */
    public String of(LocalGateway gateway, Settings settings) {
        return settings.callbackSecret(gateway).orElseGet(() -> kept.of(gateway.folder()));
    }
}
