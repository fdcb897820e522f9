package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;

class ConcurrentConsumerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MessagingFixture fixture = MessagingFixture.SHARED;

    @Test
    void recordsOfOneKeyAreHandledInOrderAndNoMoreThanAllowedAtOnce() throws Exception {
        String topic = fixture.newTopic(3);
        String group = fixture.newName("group");
        fixture.send(topic, 2_000, 100);
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger handled = new AtomicInteger();
        Handler<String> handler =
                delivery -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    TimeUnit.MILLISECONDS.sleep(2);
                    seen.computeIfAbsent(delivery.key(), _ -> new CopyOnWriteArrayList<>())
                            .add(Integer.valueOf(delivery.event()));
                    running.decrementAndGet();
                    handled.incrementAndGet();
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(
                                group, topic, new Subscription.Mode.Concurrent(50), handler),
                        CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> handled.get() == 2_000);
        }

        assertThat(most.get()).isBetween(2, 50);
        assertThat(seen).hasSize(100);
        assertThat(seen.values()).allSatisfy(numbers -> assertThat(numbers).isSorted().hasSize(20));
    }

    @Test
    void afterARestartOnlyWhatWasNotCompleteIsHandledAgain() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 1_000, 1_000);
        Map<String, Integer> calls = new ConcurrentHashMap<>();
        CountDownLatch neverOpened = new CountDownLatch(1);
        Handler<String> stuckOnTheFirst =
                delivery -> {
                    calls.merge(delivery.event(), 1, Integer::sum);
                    if (delivery.event().equals("0")) {
                        neverOpened.await();
                    }
                    return Outcome.DONE;
                };
        Subscription.Mode mode = new Subscription.Mode.Concurrent(20);

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, mode, stuckOnTheFirst),
                        CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> calls.size() == 1_000);
        }
        Handler<String> free =
                delivery -> {
                    calls.merge(delivery.event(), 1, Integer::sum);
                    return Outcome.DONE;
                };
        fixture.sendRaw(MessagingFixture.known(topic, "last", "last"));
        try (Engine.Running _ =
                fixture.start(Engine.subscription(group, topic, mode, free), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> calls.containsKey("last") && calls.get("0") == 2);
        }

        assertThat(calls).hasSize(1_001);
        calls.remove("0");
        assertThat(calls.values()).containsOnly(1);
    }

    @Test
    void oneRecordThatWaitsForTheDatabaseDoesNotStopTheOthersNorDie() throws Exception {
        String topic = fixture.newTopic(1);
        String group = fixture.newName("group");
        fixture.send(topic, 50, 50);
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Handler<String> handler =
                delivery -> {
                    if (delivery.event().equals("7") && tries.incrementAndGet() < 4) {
                        throw new SQLTransientConnectionException("database away", "08006");
                    }
                    done.incrementAndGet();
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(
                                group, topic, new Subscription.Mode.Concurrent(10), handler),
                        CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> done.get() == 50);
        }

        assertThat(tries.get()).isEqualTo(4);
        assertThat(fixture.records.all(RetryLadder.dead(group))).isEmpty();
    }

    @Test
    void whileEnoughIsWaitingThePollThreadLeavesTheProcessorToTheHandlers() throws Exception {
        String topic = fixture.newTopic(3);
        String group = fixture.newName("group");
        fixture.send(topic, 3_000, 3_000);
        AtomicInteger started = new AtomicInteger();
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Handler<String> handler =
                delivery -> {
                    started.incrementAndGet();
                    go.await();
                    handled.incrementAndGet();
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(
                                group, topic, new Subscription.Mode.Concurrent(10), handler),
                        CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> started.get() == 10);
            long cpuBefore = cpuNanosOf(group + "-poll");
            long before = System.nanoTime();
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            double share =
                    (cpuNanosOf(group + "-poll") - cpuBefore)
                            / (double) (System.nanoTime() - before);
            go.countDown();
            await().atMost(LIMIT).until(() -> handled.get() == 3_000);

            assertThat(share).isLessThan(0.3);
        }
    }

    /** A spinning thread takes all that the machine gives it, a waiting one next to nothing. */
    private static long cpuNanosOf(String threadName) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().equals(threadName))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    @Test
    void aFaultAtAnyStepLosesNothing() throws Exception {
        for (CrashPoints.Step step :
                List.of(
                        CrashPoints.Step.POLLED,
                        CrashPoints.Step.HANDLED,
                        CrashPoints.Step.COPY_SENT,
                        CrashPoints.Step.COMPLETED,
                        CrashPoints.Step.OFFSETS_COMMITTED)) {
            String topic = fixture.newTopic(2);
            String group = fixture.newName("group");
            fixture.send(topic, 200, 200);
            Map<String, Integer> calls = new ConcurrentHashMap<>();
            AtomicInteger passes = new AtomicInteger();
            // Commits come every 100 ms only: the first one must do.
            int faultyPass = step == CrashPoints.Step.OFFSETS_COMMITTED ? 1 : 3;
            CrashPoints faultOnce =
                    at -> {
                        if (at == step && passes.incrementAndGet() == faultyPass) {
                            throw new IllegalStateException("planted at " + step);
                        }
                    };
            Handler<String> handler =
                    delivery -> {
                        calls.merge(delivery.event(), 1, Integer::sum);
                        return Integer.parseInt(delivery.event()) % 40 == 0
                                ? new Outcome.Dead("planted", "always")
                                : Outcome.DONE;
                    };

            try (Engine.Running _ =
                    fixture.start(
                            Engine.subscription(
                                    group, topic, new Subscription.Mode.Concurrent(10), handler),
                            faultOnce)) {
                await("after a fault at " + step)
                        .atMost(LIMIT)
                        .until(() ->
                                calls.size() == 200
                                        && distinctDead(group) == 5
                                        && passes.get() >= faultyPass);
            }
        }
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
