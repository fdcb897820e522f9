package steadfast.launcher.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Settings;

class CallbackSecretsTest {

    @TempDir private Path folder;

    @Test
    void aSecretIsMadeOnceAndKeptForItsOwnerAlone() throws Exception {
        String first = secret(LocalGateway.SANDBOX, Map.of());

        assertThat(first).matches("cbs_[A-Za-z0-9_-]{43}");
        assertThat(secret(LocalGateway.SANDBOX, Map.of())).isEqualTo(first);
        assertThat(secret(LocalGateway.SANDBOX_B, Map.of())).isNotEqualTo(first);
        assertThat(secret(LocalGateway.SANDBOX, Map.of())).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void oneThatTheUserSaysIsNotWrittenDown() {
        assertThat(secret(LocalGateway.SANDBOX, Map.of("SANDBOX_CALLBACK_SECRET", "mine")))
                .isEqualTo("mine");
        assertThat(file()).doesNotExist();
    }

    private String secret(LocalGateway gateway, Map<String, String> environment) {
        return new CallbackSecrets(file()).of(gateway, new Settings(environment));
    }

    private Path file() {
        return folder.resolve("callback-secrets.properties");
    }
}
