package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.shop.RunningShop;

/** Pastes each block of the README's session whole into a shell, as a newcomer does. */
@ExtendWith(SystemShop.Extension.class)
class TheReadmesSessionIT {

    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @Test
    void aNewcomerSellsACard(SystemShop shop, ShopClient client, @TempDir Path folder)
            throws Exception {
        List<String> blocks = session();
        assertThat(blocks).hasSize(3);
        RunningShop running = shop.running();
        Files.createDirectory(folder.resolve(".steadfast"));

        paste(
                blocks.get(0)
                        .replace("sfk_…", running.storefrontKey())
                        .replace("sfo_…", running.operatorToken()),
                running,
                folder);
        String ordered = paste(blocks.get(1), running, folder);

        assertThat(ordered).contains("201 Created");
        String order = field("orderId", ordered);
        client.awaitStatus(new ShopClient.Placed(order, field("viewToken", ordered)), "COMPLETED");
        String looked =
                paste(
                        blocks.get(2)
                                .replaceFirst("ORDER=…", "ORDER=" + order)
                                .replace("…", field("viewToken", ordered)),
                        running,
                        folder);
        assertThat(looked).contains("COMPLETED", "\"AAAA-1\"", "\"AAAA-2\"");
    }

    private static List<String> session() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String section =
                readme.substring(
                        readme.indexOf("\n## Sell something\n"),
                        readme.indexOf("\n## Where to change what\n"));
        return BLOCK.matcher(section).results().map(block -> block.group(1)).toList();
    }

    /** Only the ports are others than in the README, since other shops may run here. */
    private static String paste(String block, RunningShop shop, Path folder) throws Exception {
        Process shell =
                new ProcessBuilder("bash", "-eu")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
            input.write(
                    block.replace("127.0.0.1:8081", shop.order().getAuthority())
                            .replace("127.0.0.1:8083", shop.fulfillment().getAuthority()));
        }
        String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(text).isZero();
        return text;
    }

    private static String field(String name, String text) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(text);
        assertThat(found.find()).as("%s in %s", name, text).isTrue();
        return found.group(1);
    }
}
