package steadfast.launcher.secrets;

import java.nio.file.Path;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Settings;

/** The secrets with which the gateways of this machine sign their callbacks. */
public final class CallbackSecrets {

    private final StoredSecrets secrets;

    public CallbackSecrets(Path file) {
        this.secrets = new StoredSecrets(file, "cbs_");
    }

    /** Returns the user's secret, or the stored one; created if there is none. */
    public String of(LocalGateway gateway, Settings settings) {
        return settings.callbackSecret(gateway).orElseGet(() -> secrets.of(gateway.folder()));
    }
}
