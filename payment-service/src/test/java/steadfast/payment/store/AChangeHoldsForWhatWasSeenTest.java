package steadfast.payment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.TimeOrderedIds;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AChangeHoldsForWhatWasSeenTest {
    private static final Instant PAY_BY = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant AT = Instant.parse("2029-12-31T23:00:00.123456Z");

    /** Each kind, and for each column of a kind another value. */
    private static final List<PaymentState> STATES =
            List.of(
                    new PaymentState.Requested(1),
                    new PaymentState.Requested(2),
                    new PaymentState.Sent(2),
                    new PaymentState.Sent(3),
                    new PaymentState.Unknown(3, "timeout"),
                    new PaymentState.Unknown(4, "timeout"),
                    new PaymentState.Unknown(3, "busy"),
                    new PaymentState.ActionRequired(2, "scan", PAY_BY),
                    new PaymentState.ActionRequired(2, "go there", PAY_BY),
                    new PaymentState.ActionRequired(2, "scan", AT),
                    new PaymentState.Captured(AT),
                    new PaymentState.Captured(AT.plusNanos(1_000)),
                    new PaymentState.Declined("no money"),
                    new PaymentState.Declined("closed"),
                    new PaymentState.Cancelled(),
                    new PaymentState.Refunding(AT, 2, "late"),
                    new PaymentState.Refunding(AT, 3, "late"),
                    new PaymentState.RefundRefused(AT, 2, "closed"),
                    new PaymentState.Refunded(2),
                    new PaymentState.Refunded(3));

    @Inject PaymentWrites writes;
    @Inject PaymentRows rows;

    private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());

    @Test
    void ofEveryStateSeenTheNextIsWrittenAndFound() {
        Payment seen = opened();
        for (PaymentState next : STATES) {
            assertThat(change(seen, next)).as("%s → %s", seen.state(), next).isTrue();
            seen = seen.in(next);
            assertThat(stored(seen)).isEqualTo(seen);
        }
    }

    @Test
    void whoSawAnotherStateChangesNothing() {
        Payment payment = opened();
        for (PaymentState state : STATES) {
            assertThat(change(stored(payment), state)).isTrue();
            for (PaymentState other : STATES) {
                if (!other.equals(state)) {
                    assertThat(change(payment.in(other), new PaymentState.Declined("wrong")))
                            .as("%s, seen as %s", state, other)
                            .isFalse();
                }
            }
            assertThat(stored(payment).state()).isEqualTo(state);
        }
    }

    @Test
    void whatWasSentOrHasOtherTermsIsNotOpenedAgain() {
        Payment waiting = requested("card");
        assertThat(open(waiting)).isTrue();
        assertThat(open(waiting)).as("never sent").isTrue();

        Payment otherTerms =
                new Payment(
                        waiting.paymentId(),
                        waiting.amount(),
                        "another-method",
                        waiting.gateway(),
                        waiting.payBy(),
                        waiting.state());
        assertThat(open(otherTerms)).as("other terms").isFalse();

        assertThat(open(waiting.in(new PaymentState.Sent(1)))).as("sent now").isTrue();
        assertThat(open(waiting.in(new PaymentState.Sent(1)))).as("sent before").isFalse();
    }

    @Test
    void ofManyWhoSawTheSameOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            Payment seen = opened();
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (int racer = 0; racer < 20; racer++) {
                PaymentState next = new PaymentState.Unknown(1, "racer " + racer);
                racers.add(() -> change(seen, next));
            }

            assertThat(together(racers)).containsOnlyOnce(true);
        }
    }

    /** What cannot be written fails for its own writer alone, whoever shared its transaction. */
    @Test
    void aBadOneHurtsOnlyItself() throws Exception {
        // PostgreSQL stores no such text.
        Payment bad = requested("card\0");
        List<Payment> good = IntStream.range(0, 50).mapToObj(i -> requested("card")).toList();
        List<Callable<Boolean>> writers = new ArrayList<>();
        writers.add(() -> {
            assertThatThrownBy(() -> open(bad)).hasStackTraceContaining("0x00");
            return true;
        });
        good.forEach(payment -> writers.add(() -> open(payment)));

        assertThat(together(writers)).hasSize(51).containsOnly(true);
        assertThat(good).allSatisfy(payment -> assertThat(stored(payment)).isEqualTo(payment));
    }

    private static List<Boolean> together(List<Callable<Boolean>> tasks) throws Exception {
        var start = new CyclicBarrier(tasks.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> futures =
                    tasks.stream()
                            .map(task ->
                                    threads.submit(() -> {
                                        start.await();
                                        return task.call();
                                    }))
                            .toList();
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private Payment opened() {
        Payment payment = requested("card").in(new PaymentState.Sent(1));
        assertThat(open(payment)).isTrue();
        return payment;
    }

    private Payment requested(String method) {
        return Payment.requested(
                PaymentId.first(new OrderId(ids.next())),
                new Money(1_999, "EUR"),
                method,
                "scripted",
                PAY_BY);
    }

    private boolean open(Payment payment) {
        return writes.write(new PaymentWrite.Open(payment, List.of()));
    }

    private boolean change(Payment seen, PaymentState next) {
        return writes.write(new PaymentWrite.Change(seen, seen.in(next), List.of()));
    }

    private Payment stored(Payment payment) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.payment(payment.paymentId()).orElseThrow());
    }
}
