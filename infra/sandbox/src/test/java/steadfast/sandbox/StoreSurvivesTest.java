package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.journal.StartException;

class StoreSurvivesTest {

    @TempDir Path folder;

    @Test
    void aRestartKeepsTheBooks() throws Exception {
        JsonNode payment;
        JsonNode ledger;
        try (RunningSandbox first = RunningSandbox.over(store())) {
            first.client().charge("captured", 500, "card");
            first.client().charge("declined", 500, "card-declined");
            first.client().cancel("cancelled");
            first.client().refund("captured", "r-1", 200);
            payment = first.client().query("captured").json();
            ledger = first.client().get("/v1/ledger").json();
        }

        try (RunningSandbox second = RunningSandbox.over(store())) {
            SandboxClient merchant = second.client();
            assertThat(merchant.query("captured").json()).isEqualTo(payment);
            assertThat(merchant.get("/v1/ledger").json()).isEqualTo(ledger);
            assertThat(merchant.charge("declined", 500, "card").text("reason"))
                    .isEqualTo("insufficient-funds");
            assertThat(merchant.charge("cancelled", 500, "card").text("status"))
                    .isEqualTo("CANCELLED");
            assertThat(merchant.refund("captured", "r-1", 200).status()).isEqualTo(200);
            assertThat(merchant.refund("captured", "r-2", 301).status()).isEqualTo(422);
            assertThat(second.sandbox().payments()).isEqualTo(3);
        }
    }

    @Test
    void aScriptGoesOnWhereItStood() throws Exception {
        try (RunningSandbox first = RunningSandbox.over(store())) {
            SandboxClient merchant = first.client();
            merchant.chargeByScript("p", 500, "query=not-found*3,ok;refund=rate-limited");
            assertThat(merchant.query("p").status()).isEqualTo(404);
            assertThat(merchant.query("p").status()).isEqualTo(404);
            merchant.charge("q", 500, "script:query=rate-limited");
        }

        try (RunningSandbox second = RunningSandbox.over(store())) {
            SandboxClient merchant = second.client();
            assertThat(merchant.query("p").status()).isEqualTo(404);
            assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
            assertThat(merchant.refund("p", "r", 500).status()).isEqualTo(429);
            assertThat(merchant.refund("p", "r", 500).status()).isEqualTo(200);
            assertThat(merchant.query("q").status()).isEqualTo(429);
        }
    }

    @Test
    void aKillLosesNothingThatWasAnswered() throws Exception {
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        try (SandboxProcess sandbox = SandboxProcess.start(store(), Map.of());
                SandboxClient merchant = new SandboxClient(sandbox.port())) {
            List<Thread> buyers =
                    IntStream.range(0, 8)
                            .mapToObj(buyer ->
                                    Thread.startVirtualThread(() -> buy(merchant, buyer, answered)))
                            .toList();
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> answered.size() > 200);

            sandbox.kill();
            for (Thread buyer : buyers) {
                buyer.join();
            }
        }

        try (RunningSandbox again = RunningSandbox.over(store())) {
            assertThat(answered)
                    .allSatisfy(id ->
                            assertThat(again.client().query(id).text("status"))
                                    .isEqualTo("CAPTURED"));
        }
    }

    @Test
    void aKillLosesNoPendingPayment() throws Exception {
        List<String> payments = IntStream.range(0, 30).mapToObj(one -> "p-" + one).toList();
        HandClock clock = new HandClock();
        try (SandboxProcess sandbox =
                        SandboxProcess.start(store(), Map.of("SANDBOX_FAULT", "pending"));
                SandboxClient merchant = new SandboxClient(sandbox.port())) {
            payments.forEach(id ->
                    assertThat(merchant.charge(id, 500, "card").text("status"))
                            .isEqualTo("PENDING"));

            sandbox.kill();
        }

        try (RunningSandbox again = RunningSandbox.over(store(), Profile.CALM, 1, clock)) {
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> again.client().weather().number("pending") == 0);
            List<String> settled =
                    payments.stream().map(id -> again.client().query(id).text("status")).toList();
            assertThat(settled).containsOnly("CAPTURED", "DECLINED");
            assertThat(settled.stream().filter("CAPTURED"::equals).count())
                    .isEqualTo(again.client().booked("CAPTURE"))
                    .isPositive();
        }
    }

    @Test
    void aTornLastLineIsCutOff() throws Exception {
        try (RunningSandbox first = RunningSandbox.over(store())) {
            first.client().charge("whole", 500, "card");
        }
        String whole = Files.readString(store());
        Files.writeString(
                store(), whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);

        try (RunningSandbox second = RunningSandbox.over(store())) {
            assertThat(Files.readString(store())).isEqualTo(whole);
            second.client().charge("after", 500, "card");
        }
        try (RunningSandbox third = RunningSandbox.over(store())) {
            assertThat(third.client().query("whole").status()).isEqualTo(200);
            assertThat(third.client().query("after").status()).isEqualTo(200);
        }
    }

    @Test
    void aDamagedMiddleIsSaidAndNotGuessedAt() throws Exception {
        try (RunningSandbox first = RunningSandbox.over(store())) {
            IntStream.range(0, 3).forEach(one -> first.client().charge("p-" + one, 500, "card"));
        }
        List<String> lines = Files.readAllLines(store());
        String damaged = lines.get(1).replace("500", "900");
        Files.write(store(), List.of(lines.get(0), damaged, lines.get(2)));

        assertThatThrownBy(() -> RunningSandbox.over(store()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(store().toString())
                .hasMessageContaining("line 2")
                .hasMessageContaining("checksum")
                .message()
                .doesNotContain("\n");
        assertThat(Files.readAllLines(store())).hasSize(3);
    }

    @Test
    void aFactThatContradictsTheBooksIsDamage() throws Exception {
        try (RunningSandbox first = RunningSandbox.over(store())) {
            first.client().charge("p-1", 500, "card");
        }
        String line = Files.readString(store());
        Files.writeString(store(), line, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> RunningSandbox.over(store()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("p-1 is decided twice");
    }

    @Test
    void aStoreServesOneSandboxAtATime() throws Exception {
        try (RunningSandbox first = RunningSandbox.over(store())) {
            assertThatThrownBy(() -> RunningSandbox.over(store()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("in use");
            assertThat(first.client().charge("p-1", 500, "card").status()).isEqualTo(200);
        }
    }

    private static void buy(
            SandboxClient merchant, int buyer, ConcurrentLinkedQueue<String> answered) {
        try {
            for (int one = 0; one < 100_000; one++) {
                String id = "p-" + buyer + "-" + one;
                if (merchant.charge(id, 500, "card").status() == 200) {
                    answered.add(id);
                }
            }
        } catch (UncheckedIOException killed) {
            // the point of the test
        }
    }

    private Path store() {
        return folder.resolve("store.jsonl");
    }
}
