package steadfast.sandbox.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.events.Money;
import steadfast.sandbox.faults.Fates;
import steadfast.sandbox.faults.Latency;
import steadfast.sandbox.faults.SeededRandom;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.LedgerPayment;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentJson;
import steadfast.sandbox.protocol.PaymentKey;

class CallbackFatesTest {

    private static final PaymentKey ID = new PaymentKey("p");
    private static final Callback.Event EVENT =
            new Callback.Event(
                    "evt-1",
                    "shop",
                    PaymentJson.of(
                            new LedgerPayment.Declined(ID, new Money(1, "EUR"), "do-not-honor")));

    final CallbackFates fates = new CallbackFates(1);
    final SeededRandom seededRandom = new SeededRandom(7);

    @ParameterizedTest
    @EnumSource
    void everyFaultHasItsFateWhereItCanBeMetAndNowhereElse(Fault fault) {
        Fates ofCalls = new Fates(new Latency(Duration.ofMillis(50)), 1);
        for (Operation operation : Operation.values()) {
            if (operation == Operation.CALLBACK || !fault.canMeet(operation)) {
                continue;
            }
            assertThat(ofCalls.of(fault, operation, seededRandom.of(ID, operation, 1))).isNotNull();
        }
        if (fault.canMeet(Operation.CALLBACK)) {
            assertThat(plan(fault, 1)).isNotNull();
        } else {
            assertThatThrownBy(() -> plan(fault, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exceptForALostOneTheTruthIsSentWhateverElseIs(Fault fault) {
        if (!fault.canMeet(Operation.CALLBACK) || fault == Fault.CALLBACK_LOST) {
            return;
        }
        assertThat(IntStream.rangeClosed(1, 100).mapToObj(one -> plan(fault, one)))
                .allMatch(plan ->
                        plan.callbacks().stream()
                                        .filter(one -> one.kind() == Callback.Kind.GENUINE)
                                        .filter(one -> one.event().equals(EVENT))
                                        .count()
                                == 1);
    }

    @Test
    void aDelayIsSomeSecondsAndTheSameForTheSameSeed() {
        List<Duration> delays =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(one -> plan(Fault.CALLBACK_DELAYED, one))
                        .map(plan -> plan.callbacks().getFirst().after())
                        .toList();

        assertThat(delays)
                .allSatisfy(delay ->
                        assertThat(delay).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10)));
        assertThat(plan(Fault.CALLBACK_FORGED, 3)).isEqualTo(plan(Fault.CALLBACK_FORGED, 3));
    }

    @Test
    void aForgedAmountIsAnother() {
        PaymentJson claimed = EVENT.payment().withAnotherAmount(Instant.EPOCH);

        assertThat(claimed.amountMinor()).isNotEqualTo(EVENT.payment().amountMinor());
        assertThat(claimed.status()).isEqualTo("CAPTURED");
    }

    private CallbackPlan plan(Fault fault, int ordinal) {
        return fates.of(
                Optional.of(fault),
                EVENT,
                Instant.EPOCH,
                seededRandom.of(ID, Operation.CALLBACK, ordinal));
    }
}
