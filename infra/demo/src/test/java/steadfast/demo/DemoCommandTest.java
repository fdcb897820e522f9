package steadfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.Pace;
import steadfast.launcher.shop.RunningShop;
import steadfast.launcher.shop.ShopStarter;

class DemoCommandTest {

    static final String POLLS = "STEADFAST_RECONCILER_POLL_POLLS_PER_SECOND";

    @TempDir Path folder;
    final RecordingStarter starter = new RecordingStarter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--orders=0",
                "--orders=100001",
                "--orders=many",
                "--seed=x",
                "--pace=0",
                "--pace=11",
                "--pace=1.5",
                "--weather=drizzle",
                "--weather=STORM",
                "--report=/no/such/folder/report.json",
                "--report=/tmp",
                "--frobnicate",
                "stray"
            })
    void aBadFlagIsSaidInOneLineBeforeAnythingStarts(String flag) {
        StringWriter complaints = new StringWriter();

        int code =
                new CommandLine(new DemoCommand(starter))
                        .setParameterExceptionHandler((thrown, arguments) -> {
                            complaints.append(thrown.getMessage());
                            return CommandLine.ExitCode.USAGE;
                        })
                        .execute(flag);

        assertThat(code).isEqualTo(2);
        assertThat(complaints.toString().lines()).hasSize(1);
        assertThat(complaints.toString()).contains(flag.replaceAll("=.*", ""));
        assertThat(starter.started).isFalse();
    }

    @Test
    void aShopThatCannotBeUsedIsSaidAndStopped() {
        StringWriter out = new StringWriter();
        StringWriter complaints = new StringWriter();

        int code =
                new CommandLine(new DemoCommand(starter))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(complaints))
                        .execute("--pace=4", "--exit", "--report=" + folder.resolve("r.json"));

        assertThat(code).isEqualTo(1);
        assertThat(complaints.toString()).isEqualTo("demo: no shop today.\n");
        assertThat(out.toString())
                .contains(
                        "300 orders",
                        "seed 7",
                        "weather storm",
                        "pace 4",
                        "time to live 45 s",
                        "longest poll 8 s");
        assertThat(starter.environment)
                .containsEntry("STEADFAST_ORDER_TIME_TO_LIVE", "PT45S")
                .containsEntry("STEADFAST_RECONCILER_POLL_AT_MOST", "PT8S")
                .containsEntry("STEADFAST_MESSAGING_RETRY_DELAYS", "PT0.5S,PT1S,PT2S,PT4S,PT8S")
                .containsEntry("SANDBOX_WEATHER", "storm")
                .containsEntry("SANDBOX_SEED", "7")
                .containsEntry("SANDBOX_PACE", "4");
        assertThat(starter.stopped).isTrue();
    }

    @Test
    void paceDividesEveryDelay() {
        Pace four = new Pace(4);

        assertThat(four.timeToLive()).isEqualTo(Duration.ofSeconds(45));
        assertThat(four.longestPoll()).isEqualTo(Duration.ofSeconds(8));
        assertThat(four.finalWithin()).isEqualTo(Duration.ofSeconds(61));
        assertThat(new Pace(1).environment().keySet()).isEqualTo(four.environment().keySet());
        Map<String, String> unhurried = new HashMap<>(new Pace(1).environment());
        Map<String, String> hurried = new HashMap<>(four.environment());
        assertThat(unhurried.remove(POLLS)).isEqualTo("20");
        assertThat(hurried.remove(POLLS)).isEqualTo("80");
        unhurried.forEach((name, delays) ->
                assertThat(delays(delays).map(delay -> delay.dividedBy(4)))
                        .as(name)
                        .containsExactlyElementsOf(delays(hurried.remove(name)).toList()));
        assertThat(hurried).isEmpty();
    }

    private static Stream<Duration> delays(String value) {
        return Arrays.stream(value.split(",")).map(Duration::parse);
    }

    @ParameterizedTest
    @CsvSource({"calm,calm", "storm,storm", "hurricane,tempest", "blackout,calm"})
    void theSandboxHearsOfTheWeather(String flag, String profile) {
        new CommandLine(new DemoCommand(starter))
                .setErr(new PrintWriter(new StringWriter()))
                .setOut(new PrintWriter(new StringWriter()))
                .execute("--weather=" + flag, "--seed=11", "--pace=2", "--exit");

        assertThat(starter.environment)
                .containsEntry("SANDBOX_WEATHER", profile)
                .containsEntry("SANDBOX_SEED", "11")
                .containsEntry("SANDBOX_PACE", "2");
    }

    /** A shop that never opens. */
    static final class RecordingStarter implements ShopStarter {
        boolean started;
        boolean stopped;
        Map<String, String> environment = Map.of();

        @Override
        public RunningShop start(Map<String, String> wanted) {
            started = true;
            environment = wanted;
            throw new DemoFailure("no shop today.");
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public void awaitSignal() {
            throw new AssertionError("not with --exit");
        }
    }
}
