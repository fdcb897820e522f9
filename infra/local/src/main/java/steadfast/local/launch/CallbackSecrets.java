package steadfast.local.launch;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gateways of this machine sign their callbacks with: made once, kept where only its owner
 * reads it, handed on by environment and never shown. Unlike an access key it is kept as it is, for
 * both ends need it.
 */
final class CallbackSecrets {

    private final PrivateFile file;
    private final RandomSecret secrets = new RandomSecret(new SecureRandom());

    CallbackSecrets(Path file) {
        this.file = new PrivateFile(file);
    }

    /** The one that the user has said, or the one that is kept; made if there is none. */
    String of(LocalGateway gateway, Settings settings) {
        return settings.callbackSecret(gateway).orElseGet(() -> kept(gateway));
    }

    private synchronized String kept(LocalGateway gateway) {
        if (find(gateway, file.lines()).isEmpty()) {
            file.change(lines -> find(gateway, lines).isPresent() ? lines : and(gateway, lines));
        }
        return find(gateway, file.lines()).orElseThrow();
    }

    private List<String> and(LocalGateway gateway, List<String> lines) {
        List<String> more = new ArrayList<>(lines);
        more.add(key(gateway) + "cbs_" + secrets.next());
        return more;
    }

    private static Optional<String> find(LocalGateway gateway, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(key(gateway)))
                .map(line -> line.substring(key(gateway).length()).strip())
                .filter(secret -> !secret.isEmpty())
                .findFirst();
    }

    private static String key(LocalGateway gateway) {
        return gateway.folder() + "=";
    }
}
