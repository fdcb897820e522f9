package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.sandbox.SandboxClient.Reply;
import steadfast.sandbox.faults.Profile;

/** The gateway may say nothing, or nonsense, but never anything that later turns out wrong. */
class WhatIsToldStaysTrueTest {

    private static final int PAYMENTS = 150;
    private static final int CALLS = 12;
    private static final Set<String> FINAL =
            Set.of("CAPTURED", "DECLINED", "CANCELLED", "REFUNDED");

    @TempDir Path folder;

    @Test
    void inAHurricaneEveryDefiniteAnswerAgreesWithTheLedger() throws Exception {
        Map<String, Set<String>> shown = new ConcurrentHashMap<>();
        try (RunningSandbox running =
                        RunningSandbox.over(
                                folder.resolve("store"),
                                Profile.HURRICANE,
                                500,
                                Clock.systemUTC());
                ExecutorService merchants = Executors.newFixedThreadPool(8)) {
            SandboxClient merchant = running.client();
            List<Callable<Boolean>> walks =
                    IntStream.range(0, PAYMENTS)
                            .<Callable<Boolean>>mapToObj(one ->
                                    () ->
                                            shown.put("p-" + one, walk(merchant, "p-" + one, one))
                                                    == null)
                            .toList();
            for (Future<Boolean> walk : merchants.invokeAll(walks)) {
                assertThat(walk.get()).isTrue();
            }
            awaitRest(merchant);

            Map<String, Long> captures = new HashMap<>();
            Map<String, Long> refunds = new HashMap<>();
            merchant.get("/v1/ledger")
                    .json()
                    .path("entries")
                    .forEach(entry ->
                            (entry.path("kind").asText().equals("CAPTURE") ? captures : refunds)
                                    .merge(entry.path("paymentId").asText(), 1L, Long::sum));
            assertThat(captures.values()).containsOnly(1L);
            assertThat(captures.keySet()).containsAll(refunds.keySet());
            shown.forEach((id, words) -> {
                if (words.contains("CAPTURED") || words.contains("REFUNDED")) {
                    assertThat(captures).as("%s was told %s", id, words).containsKey(id);
                }
                if (words.contains("CANCELLED") || words.contains("DECLINED")) {
                    assertThat(captures).as("%s was told %s", id, words).doesNotContainKey(id);
                }
                if (words.contains("REFUNDED")) {
                    assertThat(refunds).as("%s was told %s", id, words).containsEntry(id, 1L);
                }
            });
            // The controls: each kind of word was said, or nothing was looked at.
            assertThat(shown.values().stream().flatMap(Set::stream)).containsAll(FINAL);
        }
    }

    /** Charges, asks, cancels and refunds as it comes; returns what it was told. */
    private static Set<String> walk(SandboxClient merchant, String id, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> shown = new HashSet<>();
        for (int call = 0; call < CALLS; call++) {
            Supplier<Reply> next =
                    switch (random.nextInt(8)) {
                        case 0, 1, 2 -> () -> merchant.charge(id, 500, "card");
                        case 3, 4, 5 -> () -> merchant.query(id);
                        case 6 -> () -> merchant.cancel(id);
                        default -> () -> merchant.refund(id, "r", 500);
                    };
            try {
                Reply reply = next.get();
                boolean isAboutIt =
                        reply.text("paymentId").equals(id) || reply.text("key").equals("r");
                if (isAboutIt && FINAL.contains(reply.text("status"))) {
                    shown.add(reply.text("status"));
                }
            } catch (UncheckedIOException lost) {
                // Nothing was said, so nothing can turn out wrong.
            }
        }
        return shown;
    }

    private static void awaitRest(SandboxClient merchant) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    Reply weather = merchant.weather();
                    return weather.number("inFlight") == 0 && weather.number("pending") == 0;
                });
    }
}
