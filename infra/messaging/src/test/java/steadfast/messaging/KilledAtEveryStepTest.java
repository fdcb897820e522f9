package steadfast.messaging;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.offsets.GroupProgress;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/**
 * A process that consumes dies at one step, as by {@code kill -9}; another consumer goes on. Every
 * {@link CrashPoints.Step} is tortured in every mode: a step that is added is so by itself, and one
 * that is never reached fails here.
 */
class KilledAtEveryStepTest {

    private static final Set<CrashPoints.Step> A_FEW =
            Set.of(
                    CrashPoints.Step.HANDLED,
                    CrashPoints.Step.OFFSETS_COMMITTED,
                    CrashPoints.Step.OUTBOX_SENT);
    private static final int RECORDS = 200;
    private static final int KEYS = 50;
    private static final int ATTEMPTS = ChildMain.CONFIG.delays().size() + 1;

    private final MessagingFixture fixture = MessagingFixture.SHARED;

    /** What is killed, and in which mode its handler runs. */
    enum Mode {
        TRANSACTIONAL(Kill.Side.FIRST, true),
        CONCURRENT(Kill.Side.FIRST, false),
        RUNGS(Kill.Side.WAITING, true),
        PARKING_TIER(Kill.Side.WAITING, false),
        OUTBOX(Kill.Side.RELAY, true);

        private final Kill.Side side;
        private final boolean transactional;

        Mode(Kill.Side side, boolean transactional) {
            this.side = side;
            this.transactional = transactional;
        }

        String script(int number) {
            return switch (number % 10) {
                case 0 -> this == OUTBOX ? ScriptedHandler.GOOD : ScriptedHandler.ALWAYS_FAILS;
                case 1 -> this == OUTBOX ? ScriptedHandler.GOOD : ScriptedHandler.FAILS_TWICE;
                case 2, 3, 4, 5 ->
                        this == PARKING_TIER ? ScriptedHandler.PARKS : ScriptedHandler.GOOD;
                default -> ScriptedHandler.GOOD;
            };
        }
    }

    record Case(Mode mode, Kill kill) {
        @Override
        public String toString() {
            return mode + ", killed at " + kill;
        }
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (CrashPoints.Step step : CrashPoints.Step.values()) {
            boolean ofRelay = step.name().startsWith("OUTBOX");
            for (Mode mode : Mode.values()) {
                if (ofRelay == (mode == Mode.OUTBOX)) {
                    for (int nth : List.of(1, middle(mode, step), Kill.UNDER_A_BATCH)) {
                        cases.add(new Case(mode, new Kill(mode.side, step, nth)));
                    }
                }
            }
        }
        return cases;
    }

    /** Steps of single records come often, steps of batches and polls a few times only. */
    private static int middle(Mode mode, CrashPoints.Step step) {
        return switch (step) {
            case HANDLED, COMPLETED, COPY_SENT -> mode.transactional ? 3 : 25;
            case POLLED, OFFSETS_COMMITTED, OUTBOX_READ, OUTBOX_SENT, OUTBOX_DELETED -> 3;
        };
    }

    /** Before what was done is committed, after it, and between the outbox and the broker. */
    static Stream<Case> aFew() {
        return everyStepOnce().filter(one -> A_FEW.contains(one.kill().step()));
    }

    /** Every step once, the modes and the occurrences by turns. */
    private static Stream<Case> everyStepOnce() {
        List<Case> once = new ArrayList<>();
        for (CrashPoints.Step step : CrashPoints.Step.values()) {
            List<Case> ofStep = all().stream().filter(one -> one.kill().step() == step).toList();
            once.add(ofStep.get((once.size() * 5 + 2) % ofStep.size()));
        }
        return once.stream();
    }

    static Stream<Case> theOthers() {
        Set<Case> few = aFew().collect(toSet());
        return all().stream().filter(one -> !few.contains(one));
    }

    @ParameterizedTest
    @MethodSource("aFew")
    void nothingIsLostAndNothingTakesEffectTwice(Case tortured) throws Exception {
        torture(tortured);
    }

    @ParameterizedTest
    @Tag("long")
    @MethodSource("theOthers")
    void nothingIsLostAndNothingTakesEffectTwiceWhereverItIsKilled(Case tortured) throws Exception {
        torture(tortured);
    }

    private void torture(Case tortured) throws Exception {
        Mode mode = tortured.mode();
        TortureRig rig = new TortureRig(2, mode.transactional, mode == Mode.OUTBOX, 1);
        rig.expireDeadMembersAfter(Duration.ofSeconds(3));
        Map<String, String> scripts = new HashMap<>();
        for (int number = 0; number < RECORDS; number++) {
            scripts.put(number + " " + mode.script(number), mode.script(number));
        }
        fixture.sendAll(
                IntStream.range(0, RECORDS)
                        .mapToObj(number ->
                                MessagingFixture.known(
                                        rig.topic,
                                        "key-" + number % KEYS,
                                        number + " " + mode.script(number)))
                        .toList());

        try (Child killed = Child.start(rig.plan("killed", tortured.kill()))) {
            killed.awaitKilled();
        }
        GroupProgress atKill = rig.progress();
        // In this process: what it finds is what counts, and a JVM more takes seconds of a core.
        try (var _ = ChildMain.start(rig.plan("next", Kill.NONE))) {
            rig.awaitAllConsumed();
        }

        if (tortured.kill().step() == CrashPoints.Step.OFFSETS_COMMITTED) {
            assertThat(atKill.committed()).isNotEmpty();
        }
        everyEffectOnce(rig, scripts);
        attemptsGoOn(rig, scripts);
        alwaysFailingOnesAreDead(rig, scripts, atKill);
        onlyWhatWasOpenIsCalledAgain(rig, atKill, mode);
        if (mode == Mode.OUTBOX) {
            everyEffectIsPublished(rig, scripts, tortured.kill().step());
        }
    }

    private static void everyEffectOnce(TortureRig rig, Map<String, String> scripts)
            throws Exception {
        Set<String> wanted = new HashSet<>(scripts.keySet());
        wanted.removeIf(value -> value.endsWith(ScriptedHandler.ALWAYS_FAILS));
        assertThat(rig.effects()).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(rig.effectsAddedUp()).isEqualTo(wanted.size());
    }

    private static void attemptsGoOn(TortureRig rig, Map<String, String> scripts) {
        Map<String, List<Journal.Line>> calls = calls(rig, "killed", "next");
        assertThat(calls.keySet()).isEqualTo(scripts.keySet());
        calls.forEach((value, lines) -> {
            int last =
                    switch (scripts.get(value)) {
                        case ScriptedHandler.ALWAYS_FAILS -> ATTEMPTS;
                        case ScriptedHandler.FAILS_TWICE -> 3;
                        default -> 1;
                    };
            assertThat(lines.stream().map(Journal.Line::attempt).distinct())
                    .as(value)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
        });
    }

    private void alwaysFailingOnesAreDead(
            TortureRig rig, Map<String, String> scripts, GroupProgress atKill) {
        Map<String, List<TestRecord>> letters =
                fixture.records.all(RetryLadder.dead(rig.group)).stream()
                        .collect(groupingBy(TestRecord::value));
        Map<String, Long> openAtKill =
                copies(rig)
                        .filter(copy -> atKill.existed(copy) && !atKill.complete(copy))
                        .collect(groupingBy(TestRecord::value, counting()));
        Set<String> wanted = new HashSet<>(scripts.keySet());
        wanted.removeIf(value -> !value.endsWith(ScriptedHandler.ALWAYS_FAILS));
        assertThat(letters.keySet()).isEqualTo(wanted);
        letters.forEach((value, same) -> {
            assertThat(same)
                    .extracting(letter -> letter.headers().get("failure-attempt"))
                    .containsOnly(String.valueOf(ATTEMPTS));
            // One, unless the kill left it twice: moved on, and not yet committed where it was.
            long before = same.stream().filter(atKill::existed).count();
            assertThat((long) same.size())
                    .isLessThanOrEqualTo(Math.max(1, before + openAtKill.getOrDefault(value, 0L)));
        });
    }

    /** A record's attempt; there is a copy of it for each time that it was moved there. */
    private record Attempt(String value, int attempt) {}

    private void onlyWhatWasOpenIsCalledAgain(TortureRig rig, GroupProgress atKill, Mode mode) {
        Map<Attempt, List<Boolean>> openCopies = new HashMap<>();
        copies(rig)
                .forEach(copy -> {
                    int failed =
                            Integer.parseInt(copy.headers().getOrDefault("failure-attempt", "0"));
                    openCopies
                            .computeIfAbsent(
                                    new Attempt(copy.value(), failed + 1), _ -> new ArrayList<>())
                            .add(!atKill.complete(copy));
                });
        calls(rig, "next").values().stream()
                .flatMap(List::stream)
                .collect(groupingBy(line -> new Attempt(line.value(), line.attempt()), counting()))
                .forEach((attempt, times) -> {
                    long open = openCopies.get(attempt).stream().filter(isOpen -> isOpen).count();
                    assertThat(open).as("%s was complete and committed", attempt).isPositive();
                    if (!mode.transactional) {
                        assertThat(times).as("%s", attempt).isLessThanOrEqualTo(open);
                    }
                });
    }

    /** The source records, and all that were made of them on the ladder. */
    private Stream<TestRecord> copies(TortureRig rig) {
        return rig.topics().stream().flatMap(topic -> fixture.records.all(topic).stream());
    }

    private void everyEffectIsPublished(
            TortureRig rig, Map<String, String> scripts, CrashPoints.Step step) {
        List<TestRecord> published = fixture.records.all(rig.topic + ".out");
        List<TestRecord> first = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        published.forEach(record -> {
            if (ids.add(record.id())) {
                first.add(record);
            }
        });
        assertThat(first)
                .extracting(TestRecord::value)
                .containsExactlyInAnyOrderElementsOf(scripts.keySet());
        assertThat(published.size() - first.size())
                .isBetween(
                        0,
                        step == CrashPoints.Step.OUTBOX_SENT ? ChildMain.CONFIG.outboxBatch() : 0);
        assertThat(first.stream().collect(groupingBy(TestRecord::key)).values())
                .allSatisfy(ofKey ->
                        assertThat(ofKey)
                                .extracting(
                                        record -> Integer.valueOf(record.value().split(" ", 2)[0]))
                                .isSorted());
    }

    private static Map<String, List<Journal.Line>> calls(TortureRig rig, String... processes) {
        return rig.journal.lines().stream()
                .filter(line -> line.what() == Journal.What.BEGIN)
                .filter(line -> List.of(processes).contains(line.process()))
                .collect(groupingBy(Journal.Line::value));
    }
}
