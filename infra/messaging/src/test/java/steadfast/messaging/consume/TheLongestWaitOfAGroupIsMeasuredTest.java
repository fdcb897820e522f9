package steadfast.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Engine;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.loop.CrashPoints;

/** A group whose one subscription is well and whose other one hangs. */
class TheLongestWaitOfAGroupIsMeasuredTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void aSubscriptionThatHangsShowsBesideOneThatIsWell() throws Exception {
        String group = fixture.newName("group");
        String stuckTopic = fixture.newTopic(1);
        fixture.send(stuckTopic, 1, 1);

        try (Engine.Running well = start(group, fixture.newTopic(1), _ -> Outcome.DONE);
                Engine.Running stuck = start(group, stuckTopic, _ -> hang())) {
            List<ConsumerLoop> wellFirst = List.of(well.first(), well.waiting(), stuck.first());
            List<ConsumerLoop> stuckFirst = wellFirst.reversed();
            for (List<ConsumerLoop> loops : List.of(wellFirst, stuckFirst)) {
                MeterRegistry meters = new SimpleMeterRegistry();
                ProgressMeters.register(loops, meters);
                // A gauge lets go what nobody else holds, and is blind from then on.
                System.gc();
                await().atMost(LIMIT).until(() -> seconds(meters, group) > 2);
                assertThat(meters.getMeters()).hasSize(1);
            }
            assertThat(well.first().progressAge().orElseThrow())
                    .isLessThan(stuck.first().progressAge().orElseThrow());
            end.countDown();
        }
    }

    private Engine.Running start(String group, String topic, Handler<String> handler)
            throws Exception {
        return fixture.start(
                Engine.subscription(group, topic, new Subscription.Mode.Concurrent(1), handler),
                CrashPoints.NONE);
    }

    private Outcome hang() throws InterruptedException {
        end.await();
        return Outcome.DONE;
    }

    private static double seconds(MeterRegistry meters, String group) {
        return meters.get("steadfast.progress.age").tag("what", group).gauge().value();
    }
}
