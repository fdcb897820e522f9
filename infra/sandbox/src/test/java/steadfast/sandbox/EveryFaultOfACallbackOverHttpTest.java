package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.sandbox.Merchant.Received;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.ChosenFaults;
import steadfast.sandbox.faults.FaultRates;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;

/** Called for by a payment's script or method, in calm weather. */
class EveryFaultOfACallbackOverHttpTest {

    private static final int PACE = 100;

    /** What waits for seconds still waits when the next call of a busy machine is through. */
    private static final int SLOW_PACE = 4;

    @TempDir Path folder;
    final HandClock clock = new HandClock();
    Merchant shop;
    RunningSandbox running;
    SandboxClient merchant;

    @BeforeEach
    void start() throws Exception {
        start(Profile.CALM, PACE);
    }

    private void start(FaultRates faultRates, int pace) throws Exception {
        shop = new Merchant();
        running = RunningSandbox.notifying(shop, folder.resolve("store"), faultRates, pace, clock);
        merchant = running.client();
    }

    private void restart(FaultRates faultRates, int pace) throws Exception {
        stop();
        start(faultRates, pace);
    }

    @AfterEach
    void stop() {
        running.close();
        shop.close();
    }

    @Test
    void aLostOneNeverComesAndTheNextOneDoes() {
        merchant.charge("p", 500, "card-callback-lost");
        merchant.refund("p", "r", 500);

        List<Received> received = awaitRest();

        assertThat(received).extracting(Received::status).containsExactly("REFUNDED");
        assertThat(counted("events", "callback-lost")).isEqualTo(1);
        assertThat(counted("sent", "genuine")).isEqualTo(1);
    }

    @Test
    void aDelayedOneComesAfterWhatHappenedLater() throws Exception {
        restart(Profile.CALM, SLOW_PACE);
        merchant.chargeByScript("late", 500, "callback=delayed");
        merchant.charge("prompt", 500, "card");

        List<Received> received = awaitRest();

        assertThat(received).extracting(Received::status).containsExactly("CAPTURED", "CAPTURED");
        assertThat(received)
                .extracting(message -> message.payment().path("paymentId").asText())
                .containsExactly("prompt", "late");
    }

    @Test
    void aDuplicateHasTheSameIdAndBody() {
        merchant.chargeByScript("p", 500, "callback=duplicated");

        List<Received> received = awaitRest();

        assertThat(received).hasSize(2).allMatch(Received::isGenuine);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        assertThat(counted("sent", "duplicate")).isEqualTo(1);
    }

    @Test
    void anOlderOneComesAfterANewer() throws Exception {
        restart(Profile.CALM, SLOW_PACE);
        merchant.chargeByScript("p", 500, "callback=reordered,ok");
        merchant.refund("p", "r", 500);

        List<Received> received = awaitRest();

        assertThat(received).extracting(Received::status).containsExactly("REFUNDED", "CAPTURED");
        assertThat(received).allMatch(Received::isGenuine);
    }

    @Test
    void anOlderOneComesAtLastThoughNothingNewerHappens() {
        merchant.chargeByScript("p", 500, "callback=reordered");

        assertThat(awaitRest()).extracting(Received::status).containsExactly("CAPTURED");
    }

    @Test
    void aForgedOneIsNotSignedByTheGatewayAndTheTruthComesToo() {
        List<String> payments = IntStream.range(0, 20).mapToObj(one -> "p-" + one).toList();
        shop.accept(Received::isGenuine);
        payments.forEach(id -> merchant.chargeByScript(id, 500, "callback=forged"));

        List<Received> received = awaitRest();

        assertThat(received).hasSize(40);
        assertThat(received.stream().filter(Received::isGenuine).map(Received::status))
                .hasSize(20)
                .containsOnly("CAPTURED");
        List<Received> forged = received.stream().filter(message -> !message.isGenuine()).toList();
        assertThat(forged.stream().filter(message -> message.signature().isPresent()))
                .isNotEmpty()
                .allMatch(message -> message.status().equals("DECLINED"));
        assertThat(forged.stream().filter(message -> message.signature().isEmpty()))
                .isNotEmpty()
                .allMatch(message -> message.status().equals("CAPTURED"))
                .allMatch(message -> message.payment().path("amountMinor").asLong() == 1);
        assertThat(counted("sent", "forged-signature") + counted("sent", "forged-amount"))
                .isEqualTo(20);
        assertThat(merchant.booked("CAPTURE")).isEqualTo(20);
        assertThat(merchant.query("p-0").text("status")).isEqualTo("CAPTURED");
    }

    @Test
    void aContradictoryOneIsWellSignedAndTheTruthComesBeforeOrAfter() {
        List<String> payments = IntStream.range(0, 12).mapToObj(one -> "p-" + one).toList();
        payments.forEach(id -> merchant.charge(id, 500, "card-callback-contradictory"));
        merchant.charge("declined", 500, "card-declined");

        List<Received> received = awaitRest();

        assertThat(received).hasSize(25).allMatch(Received::isGenuine);
        List<List<String>> inOrder = payments.stream().map(id -> statuses(received, id)).toList();
        assertThat(inOrder)
                .containsOnly(List.of("CAPTURED", "DECLINED"), List.of("DECLINED", "CAPTURED"))
                .contains(List.of("CAPTURED", "DECLINED"), List.of("DECLINED", "CAPTURED"));
        assertThat(counted("sent", "contradictory")).isEqualTo(12);
        assertThat(merchant.booked("CAPTURE")).isEqualTo(12);
        assertThat(merchant.query("p-0").text("status")).isEqualTo("CAPTURED");
    }

    @Test
    void aDeclineIsContradictedByACapture() {
        merchant.chargeByScript("p", 500, "charge=declined;callback=contradictory");

        assertThat(statuses(awaitRest(), "p")).containsExactlyInAnyOrder("DECLINED", "CAPTURED");
        assertThat(merchant.booked("CAPTURE")).isZero();
    }

    @Test
    void itComesBeforeTheAnswer() {
        AtomicBoolean answered = new AtomicBoolean();
        AtomicBoolean wasFirst = new AtomicBoolean();
        shop.onReceipt(message -> {
            // The books know it already, and an answer would have come in this time.
            assertThat(merchant.query("p").text("status")).isEqualTo("CAPTURED");
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> true);
            wasFirst.set(!answered.get());
        });

        Reply reply = merchant.chargeByScript("p", 500, "callback=before-answer");
        answered.set(true);

        assertThat(reply.text("status")).isEqualTo("CAPTURED");
        assertThat(wasFirst).isTrue();
        assertThat(awaitRest()).hasSize(1);
    }

    @Test
    void itComesThoughTheAnswerNeverDoes() {
        try {
            merchant.chargeByScript("p", 500, "charge=timeout-after;callback=before-answer");
        } catch (UncheckedIOException lost) {
            // the point of the test
        }

        assertThat(awaitRest()).extracting(Received::status).containsExactly("CAPTURED");
    }

    @Test
    void aScriptSaysWhatTheFirstAndTheSecondMeet() {
        merchant.chargeByScript("p", 500, "callback=lost*2,duplicated");
        merchant.refund("p", "1", 100);
        merchant.refund("p", "2", 100);
        merchant.refund("p", "3", 100);

        List<Received> received = awaitRest();

        assertThat(received)
                .extracting(message -> message.payment().path("refundedMinor").asLong())
                .containsExactlyInAnyOrder(200L, 200L, 300L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callback-lost", "callback-duplicated"})
    void aChosenFaultMeetsEveryCallback(String fault) throws Exception {
        restart(ChosenFaults.of(List.of(ChosenFaults.Choice.parse(fault))), PACE);

        IntStream.range(0, 5).forEach(one -> merchant.charge("p-" + one, 500, "card"));

        assertThat(awaitRest()).hasSize(fault.equals("callback-lost") ? 0 : 10);
        assertThat(counted("events", fault)).isEqualTo(5);
    }

    @Test
    void inAHurricaneEachKindGoesOutAndTheLedgerStaysTheTruth() throws Exception {
        stop();
        Map<String, Long> first = hurricane("one");
        Map<String, Long> second = hurricane("two");

        assertThat(first).isEqualTo(second);
        assertThat(first.keySet())
                .containsAll(Fault.of(Operation.CALLBACK).map(Fault::title).toList())
                .contains("none");
    }

    /** Captures 200 payments; returns how many callbacks met what. */
    private Map<String, Long> hurricane(String store) throws Exception {
        try (Merchant other = new Merchant();
                RunningSandbox stormy =
                        RunningSandbox.notifying(
                                other, folder.resolve(store), Profile.CALM, 1000, clock)) {
            stormy.client().weather("{\"profile\":\"hurricane\"}");
            for (int one = 0; one < 200; one++) {
                stormy.client().chargeByScript("p-" + one, 500, "charge=ok");
            }
            JsonNode counts = stormy.client().get("/v1/callbacks").json();
            assertThat(stormy.client().booked("CAPTURE")).isEqualTo(200);
            return new TreeMap<>(
                    counts.path("events").properties().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            entry -> entry.getValue().asLong())));
        }
    }

    private static List<String> statuses(List<Received> received, String paymentId) {
        return received.stream()
                .filter(message -> message.payment().path("paymentId").asText().equals(paymentId))
                .map(Received::status)
                .toList();
    }

    private long counted(String group, String name) {
        return merchant.get("/v1/callbacks").json().path(group).path(name).asLong();
    }

    /** Everything that came until nothing more was to come. */
    private List<Received> awaitRest() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> merchant.get("/v1/callbacks").json().path("waiting").asLong() == 0);
        return shop.received();
    }
}
