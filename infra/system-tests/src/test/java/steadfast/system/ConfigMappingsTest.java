package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMappingsTest {

    @TempDir Path root;

    @Test
    void aSettingHasItsKeyItsVariableItsDefaultAndItsMeaning() throws IOException {
        write(
                "a",
                "Times",
                """
                @ConfigMapping(prefix = "shop.order")
                public interface Times {
                    /** By then an {@code order} is
                     * final. And more. */
                    @WithDefault("PT30M")
                    Duration timeToLive();
                }
                """);

        ConfigKey key = found().getFirst();

        assertThat(key)
                .isEqualTo(
                        new ConfigKey(
                                "shop.order.time-to-live",
                                "PT30M",
                                "By then an `order` is final."));
        assertThat(key.environmentVariable()).isEqualTo("SHOP_ORDER_TIME_TO_LIVE");
    }

    @Test
    void groupsAreFoundInsideAndBesideTheMapping() throws IOException {
        write("a", "Beside", "public interface Beside { int two(); }");
        write(
                "a",
                "Outer",
                """
                @ConfigMapping(prefix = "p")
                interface Outer {
                    Inside in();
                    Beside by();
                    Optional<Inside> maybe();
                    interface Inside { int one(); }
                }
                """);

        assertThat(found())
                .extracting(ConfigKey::key)
                .containsExactly("p.by.two", "p.in.one", "p.maybe.one");
    }

    @Test
    void namesAreWhatTheAnnotationsMakeOfThem() throws IOException {
        write(
                "a",
                "Named",
                """
                @ConfigMapping(prefix = "p")
                interface Named {
                    @WithName("other") int method();
                    @WithParentName Group group();
                    Map<String, Group> each();
                    interface Group { String url(); }
                }
                """);

        assertThat(found())
                .extracting(ConfigKey::key)
                .containsExactly("p.each.<name>.url", "p.other", "p.url");
    }

    @Test
    void interfacesOfOneNameInTwoPackagesAreTwo() throws IOException {
        write("a", "Same", "@ConfigMapping(prefix = \"a\") interface Same { int x(); }");
        write("b", "Same", "@ConfigMapping(prefix = \"b\") interface Same { int x(); }");

        assertThat(found()).extracting(ConfigKey::key).containsExactly("a.x", "b.x");
    }

    @Test
    void whatIsNoMappingHasNoSettings() throws IOException {
        write("a", "Plain", "interface Plain { int x(); }");

        assertThat(found()).isEmpty();
    }

    private List<ConfigKey> found() throws IOException {
        return ConfigMappings.under(root);
    }

    private void write(String folder, String name, String source) throws IOException {
        Path file = root.resolve("module/src/main/java").resolve(folder).resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package " + folder + ";\n" + source);
    }
}
