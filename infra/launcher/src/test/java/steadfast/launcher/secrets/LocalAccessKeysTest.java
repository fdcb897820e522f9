package steadfast.launcher.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;

class LocalAccessKeysTest {

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void keysAreShownOnceAndLaterStartsTellHowToGetNewOnes() {
        Folders folders = new Folders(folder, folder);
        folders.create();
        LocalAccessKeys keys =
                new LocalAccessKeys(
                        folders,
                        new Console(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                Clock.systemUTC()));

        keys.showFirst();
        assertThat(shown()).contains("sfk_", "sfo_");

        keys.showFirst();
        assertThat(shown()).doesNotContain("sfk_").contains("infra/run keys");
    }

    private String shown() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }
}
