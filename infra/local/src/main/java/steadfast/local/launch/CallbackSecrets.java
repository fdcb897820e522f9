package steadfast.local.launch;

import java.nio.file.Path;

/** What the gateways of this machine sign their callbacks with. */
final class CallbackSecrets {

    private final KeptSecrets kept;

    CallbackSecrets(Path file) {
        this.kept = new KeptSecrets(file, "cbs_");
    }

    /** The one that the user has said, or the one that is kept; made if there is none. */
    String of(LocalGateway gateway, Settings settings) {
        return settings.callbackSecret(gateway).orElseGet(() -> kept.of(gateway.folder()));
    }
}
