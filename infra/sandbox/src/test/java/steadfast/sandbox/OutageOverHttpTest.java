package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.Profile;

class OutageOverHttpTest {

    @TempDir Path folder;
    final HandClock clock = new HandClock();
    RunningSandbox running;
    SandboxClient merchant;

    @BeforeEach
    void start() throws Exception {
        running = RunningSandbox.over(folder.resolve("store"), Profile.CALM, 1000, clock);
        merchant = running.client();
        merchant.charge("before", 500, "card");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void nothingGetsThroughUntilItIsHealed() throws Exception {
        assertThat(merchant.weather("{\"down\":true}").json().path("down").asBoolean()).isTrue();

        assertNothingGetsThrough();

        assertThat(merchant.weather("{\"down\":false}").json().path("down").asBoolean(true))
                .isFalse();
        assertThat(merchant.query("before").text("status")).isEqualTo("CAPTURED");
        assertThat(merchant.query("during-0").status()).isEqualTo(404);
        assertThat(merchant.charge("during-0", 500, "card").text("status")).isEqualTo("CAPTURED");
    }

    @Test
    void whatItSwallowsIsCounted() throws Exception {
        int before = merchant.weather().json().path("swallowed").asInt(-1);
        merchant.weather("{\"down\":true}");

        assertNothingGetsThrough();

        int after = merchant.weather().json().path("swallowed").asInt(-1);
        merchant.weather("{\"down\":false}");
        merchant.query("before");
        assertThat(before).isZero();
        // The JDK's client sends a GET again by itself when its connection is lost.
        assertThat(after).isGreaterThanOrEqualTo(80);
        assertThat(merchant.weather().json().path("swallowed").asInt(-1)).isEqualTo(after);
    }

    @Test
    void aHurricaneBringsAnOutageOf60SecondsSome20SecondsAfterTheFirstCharge() throws Exception {
        merchant.weather("{\"profile\":\"hurricane\"}");
        clock.advance(Duration.ofHours(1));
        assertThat(isDown()).isFalse();

        isServed(() -> merchant.charge("first", 500, "card"));

        clock.advance(Duration.ofMillis(19));
        assertThat(isDown()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(isDown()).isTrue();
        assertNothingGetsThrough();
        clock.advance(Duration.ofMillis(59));
        assertThat(isDown()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(isDown()).isFalse();
    }

    @Test
    void aHurricanesOutageCanBeHealed() {
        merchant.weather("{\"profile\":\"hurricane\"}");
        isServed(() -> merchant.charge("first", 500, "card"));
        clock.advance(Duration.ofMillis(20));

        merchant.weather("{\"down\":false}");

        assertThat(isDown()).isFalse();
    }

    @Test
    void theWeatherIsShownAndChanged() {
        assertThat(merchant.weather().text("profile")).isEqualTo("calm");
        assertThat(merchant.weather().number("pace")).isEqualTo(1000);
        assertThat(merchant.weather().number("seed")).isEqualTo(7);

        Reply changed = merchant.weather("{\"profile\":\"storm\",\"down\":true}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("profile")).isEqualTo("storm");
        assertThat(merchant.weather().json()).isEqualTo(changed.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "{\"profile\":\"rain\"}",
                "{\"profile\":null}",
                "{\"down\":\"yes\"}",
                "{\"down\":true,\"pace\":2}",
                "{\"profile\":\"storm\",\"down\":1}"
            })
    void aChangeIsReadStrictly(String body) {
        assertThat(merchant.weather(body).status()).isEqualTo(400);
        assertThat(merchant.weather().text("profile")).isEqualTo("calm");
        assertThat(isDown()).isFalse();
    }

    @Test
    void theWeatherIsTheMerchantsAlone() {
        assertThat(merchant.send(merchant.bare("/v1/weather")).status()).isEqualTo(401);
        assertThat(merchant.post("/v1/weather", "{\"down\":true}").status()).isEqualTo(405);
        assertThat(isDown()).isFalse();
    }

    private void assertNothingGetsThrough() {
        long before = merchant.booked("CAPTURE");
        for (int one = 0; one < 20; one++) {
            String id = "during-" + one;
            List<Callable<Reply>> calls =
                    List.of(
                            () -> merchant.charge(id, 500, "card"),
                            () -> merchant.query("before"),
                            () -> merchant.cancel(id),
                            () -> merchant.refund("before", "r-" + id, 1));
            assertThat(calls).noneMatch(OutageOverHttpTest::isServed);
        }
        assertThat(merchant.booked("CAPTURE")).isEqualTo(before);
        assertThat(merchant.booked("REFUND")).isZero();
    }

    private boolean isDown() {
        return merchant.weather().json().path("down").asBoolean();
    }

    private static boolean isServed(Callable<Reply> call) {
        try {
            return call.call().status() != 503;
        } catch (UncheckedIOException lost) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
