package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;

class BrokerAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final MessagingFixture fixture = MessagingFixture.SHARED;

    @Test
    void whatWasRunningWhenTheBrokerWentIsSettledWhenItIsBack() throws Exception {
        String topic = fixture.newTopic(2);
        String group = fixture.newName("group");
        fixture.send(topic, 300, 300);
        Map<String, Integer> calls = new ConcurrentHashMap<>();
        CountDownLatch brokerIsAway = new CountDownLatch(1);
        Handler<String> handler =
                delivery -> {
                    calls.merge(delivery.event(), 1, Integer::sum);
                    brokerIsAway.await();
                    return Integer.parseInt(delivery.event()) % 10 == 0
                            ? new Outcome.Dead("planted", "always")
                            : Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(
                                group, topic, new Subscription.Mode.Concurrent(100), handler),
                        CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> calls.size() >= 100);
            fixture.broker.pause();
            brokerIsAway.countDown();
            // Longer than the producer's delivery timeout: copies fail, are kept and are sent
            // again.
            await().atMost(LIMIT).pollDelay(Duration.ofSeconds(12)).until(() -> true);
            fixture.broker.resume();
            await().atMost(LIMIT).until(() -> calls.size() == 300 && distinctDead(group) == 30);
        }

        assertThat(calls).hasSize(300);
        // In flight or fetched when it went: 200 at the most can come a second time, nothing comes
        // a third.
        assertThat(calls.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(2));
    }

    private long distinctDead(String group) {
        return fixture.records.all(RetryLadder.dead(group)).stream()
                .map(letter ->
                        letter.headers().get("origin-partition")
                                + "/"
                                + letter.headers().get("origin-offset"))
                .distinct()
                .count();
    }
}
