package steadfast.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.events.Money;
import steadfast.sandbox.HandClock;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Script;
import steadfast.sandbox.protocol.Settlement;

class FaultInjectorTest {

    private static final Duration MEDIAN = Duration.ofMillis(50);
    private static final URI GATEWAY = URI.create("http://127.0.0.1:8090");
    private static final Set<Fault> BY_NAME_ONLY =
            EnumSet.of(
                    Fault.LATE_LANDING_MINUTE,
                    Fault.QUERY_LAG_LONG,
                    Fault.REFUND_REFUSED,
                    Fault.REFUND_CONTRADICTED,
                    Fault.AMOUNT_TOO_SMALL,
                    Fault.AMOUNT_TOO_LARGE,
                    Fault.CURRENCY_NOT_TAKEN,
                    Fault.METHOD_NOT_AVAILABLE);

    @Test
    void theSameSeedIsTheSameWeatherInWhateverOrderPaymentsCome() {
        List<Call> calls = calls(300);
        List<Call> shuffled = new ArrayList<>(calls);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(fates(7, calls)).isEqualTo(fates(7, shuffled)).isNotEqualTo(fates(8, calls));
    }

    @Test
    void aRetryMeetsAnotherFate() {
        FaultInjector storm = weather(7, Profile.HURRICANE);
        Call.Charge charge = charge("p");

        long different =
                IntStream.range(0, 20).mapToObj(one -> storm.next(charge)).distinct().count();

        assertThat(different).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"CALM, 0", "STORM, 30", "HURRICANE, 60", "TEMPEST, 60"})
    void aProfileHasItsShareOfBadCallsInEveryOperation(Profile profile, int bad) {
        SeededRandom seededRandom = new SeededRandom(7);
        for (Operation operation : Operation.values()) {
            assertThat(
                            Arrays.stream(Fault.values())
                                    .mapToInt(fault -> profile.percent(fault, operation))
                                    .sum())
                    .isEqualTo(bad);
            long drawn =
                    IntStream.range(0, 20_000)
                            .filter(one ->
                                    profile.draw(
                                                    operation,
                                                    seededRandom.of(
                                                            new PaymentKey("p-" + one),
                                                            operation,
                                                            1))
                                            .isPresent())
                            .count();
            assertThat(drawn / 200.0).isCloseTo(bad, offset(1.5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noProfileHasAFaultWhereItMakesNoSense(Fault fault) {
        for (Operation operation : Operation.values()) {
            assertThat(fault.canMeet(operation) || Profile.STORM.percent(fault, operation) == 0)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultHappensInAStormSomewhereButForThoseThatAreCalledForByName(Fault fault) {
        boolean happens =
                Arrays.stream(Operation.values())
                        .anyMatch(operation -> Profile.STORM.percent(fault, operation) > 0);

        assertThat(happens).isNotEqualTo(BY_NAME_ONLY.contains(fault));
    }

    @Test
    void aChosenFaultHasItsShareWhereItMakesSense() {
        ChosenFaults chosen =
                ChosenFaults.of(
                        List.of(
                                ChosenFaults.Choice.parse("reset:20"),
                                ChosenFaults.Choice.parse("declined:80")));

        assertThat(chosen.percent(Fault.RESET, Operation.QUERY)).isEqualTo(20);
        assertThat(chosen.percent(Fault.DECLINED, Operation.CHARGE)).isEqualTo(80);
        assertThat(chosen.percent(Fault.DECLINED, Operation.QUERY)).isZero();
        assertThat(ChosenFaults.Choice.parse("busy").percent()).isEqualTo(100);
    }

    @Test
    void onlyTheFirstChargeMeetsWhatItsMethodCallsFor() {
        FaultInjector calm = weather(7, Profile.CALM);
        Call.Charge charge =
                new Call.Charge(
                        new PaymentKey("p"),
                        new Money(1, "EUR"),
                        "card-timeout-before",
                        Instant.MAX,
                        Script.inMethod("card-timeout-before"),
                        GATEWAY);

        assertThat(calm.next(new Call.Query(new PaymentKey("p"))))
                .isInstanceOf(FaultPlan.Booked.class);
        assertThat(calm.next(charge)).isInstanceOf(FaultPlan.Lost.class);
        assertThat(calm.next(charge)).isInstanceOf(FaultPlan.Booked.class);
    }

    @Test
    void whatAnOutageSwallowsDoesNotChangeLaterFates() {
        FaultInjector undisturbed = weather(7, Profile.STORM);
        FaultInjector disturbed = weather(7, Profile.STORM);
        Call.Charge charge = charge("p");

        disturbed.takeDown();
        IntStream.range(0, 3).forEach(one -> disturbed.next(charge));
        disturbed.heal();

        assertThat(disturbed.next(charge)).isEqualTo(undisturbed.next(charge));
    }

    @Test
    void aLateLandingComesAfterItsCallerGaveUpAndSlowDoesNot() {
        Fates fates = new Fates(new Latency(MEDIAN), 1);
        SeededRandom seededRandom = new SeededRandom(7);
        for (int one = 1; one <= 1_000; one++) {
            FaultPlan.Booked late =
                    booked(fates, Fault.LATE_LANDING, Operation.CHARGE, seededRandom, one);
            FaultPlan.Booked slow = booked(fates, Fault.SLOW, Operation.CHARGE, seededRandom, one);
            FaultPlan.Booked slowQuery =
                    booked(fates, Fault.SLOW, Operation.QUERY, seededRandom, one);

            assertThat(late.before()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(20));
            assertThat(late.ending()).isInstanceOf(ResponseFault.Hung.class);
            assertThat(
                            booked(
                                            fates,
                                            Fault.LATE_LANDING_MINUTE,
                                            Operation.CHARGE,
                                            seededRandom,
                                            one)
                                    .before())
                    .isEqualTo(Duration.ofSeconds(70));
            assertThat(length(slow)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            assertThat(length(slowQuery)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @Test
    void mostPendingChargesAreCapturedAndFewDeclined() {
        Fates fates = new Fates(new Latency(MEDIAN), 2);
        SeededRandom seededRandom = new SeededRandom(7);
        List<ServerFault.Pending> pending =
                IntStream.rangeClosed(1, 1_000)
                        .mapToObj(one ->
                                booked(fates, Fault.PENDING, Operation.CHARGE, seededRandom, one))
                        .map(fate -> (ServerFault.Pending) fate.twist())
                        .toList();

        assertThat(pending)
                .allSatisfy(one ->
                        assertThat(one.settlesAfter())
                                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10)));
        assertThat(pending.stream().filter(one -> one.settlement() == Settlement.DECLINE).count())
                .isBetween(50L, 150L);
    }

    private static Duration length(FaultPlan.Booked fate) {
        return ((ResponseFault.Answered) fate.ending()).after();
    }

    private static FaultPlan.Booked booked(
            Fates fates, Fault fault, Operation operation, SeededRandom seededRandom, int ordinal) {
        return (FaultPlan.Booked)
                fates.of(
                        fault, operation, seededRandom.of(new PaymentKey("p"), operation, ordinal));
    }

    private static Map<Call, FaultPlan> fates(long seed, List<Call> calls) {
        FaultInjector faultInjector = weather(seed, Profile.STORM);
        Map<Call, FaultPlan> fates = new LinkedHashMap<>();
        calls.forEach(call -> fates.put(call, faultInjector.next(call)));
        return fates;
    }

    private static List<Call> calls(int payments) {
        List<Call> calls = new ArrayList<>();
        for (int one = 0; one < payments; one++) {
            PaymentKey id = new PaymentKey("p-" + one);
            calls.add(charge("p-" + one));
            calls.add(new Call.Query(id));
            calls.add(new Call.Cancel(id));
            calls.add(new Call.Refund(id, "r", new Money(1, "EUR"), "a test"));
        }
        return calls;
    }

    private static Call.Charge charge(String id) {
        return new Call.Charge(
                new PaymentKey(id),
                new Money(1, "EUR"),
                "card",
                Instant.MAX,
                Optional.empty(),
                GATEWAY);
    }

    private static FaultInjector weather(long seed, FaultRates faultRates) {
        Scripts scripts = new Scripts();
        HandClock clock = new HandClock();
        return new FaultInjector(
                faultRates,
                new Fates(new Latency(MEDIAN), 1),
                new SeededRandom(seed),
                new ScriptedFaults(scripts, scripts::apply, clock),
                clock);
    }
}
