package steadfast.sandbox.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.sandbox.SandboxProcess;

/** On a machine whose language has digits of its own. */
class TheSandboxWritesAsciiDigitsTest {
    private static final String ARABIC =
            "-Duser.language=ar -Duser.country=EG -Duser.extensions=u-nu-arab";

    @TempDir Path folder;

    @Test
    void inTheLineThatSaysThatItIsReady() throws Exception {
        try (SandboxProcess sandbox =
                SandboxProcess.start(folder.resolve("store"), Map.of("JDK_JAVA_OPTIONS", ARABIC))) {
            assertThat(sandbox.ready()).matches("\\S+ ready port=[0-9]+ store=.* seed=[0-9]+");
        }
    }

    @Test
    void inTheTimeOfASignature() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(
                            new CallbackSigner("secret")
                                    .sign(
                                            Callback.Kind.GENUINE,
                                            Instant.ofEpochSecond(1_772_366_400),
                                            "{}".getBytes(UTF_8)))
                    .hasValueSatisfying(
                            value -> assertThat(value).matches("t=1772366400,v1=[0-9a-f]{64}"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
