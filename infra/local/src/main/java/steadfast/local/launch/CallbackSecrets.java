package steadfast.local.launch;

import java.nio.file.Path;

/** The secrets with which the gateways of this machine sign their callbacks. */
final class CallbackSecrets {

    private final KeptSecrets kept;

    CallbackSecrets(Path file) {
        this.kept = new KeptSecrets(file, "cbs_");
    }

    /** Returns the user's secret, or the stored one; created if there is none. */
    String of(LocalGateway gateway, Settings settings) {
        return settings.callbackSecret(gateway).orElseGet(() -> kept.of(gateway.folder()));
    }
}
