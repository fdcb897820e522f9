package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.Receipt;
import steadfast.client.Status;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.measure.DeadLetterRange;
import steadfast.events.OrderId;

class InvariantsTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final Verdict verdict = new Verdict(run);

    @BeforeEach
    void someThingsWentWell() {
        run.completed();
        run.failed();
    }

    @Test
    void aGoodRunBreaksNothing() {
        OrderId refundedBySelf = run.completed();
        run.capture(refundedBySelf, 2);
        run.refund(refundedBySelf, 2);
        OrderId refunded = run.order(Status.REFUNDED, List.of(), Set.of(Status.REFUNDED));
        run.capture(refunded, 1);
        run.refund(refunded, 1);
        run.openCase(run.unfinished());
        run.move(LedgerEntry.Kind.CAPTURE, "somebody-elses-payment", 7);
        run.before.put("a.dlt-0", new DeadLetterRange(0, 3));
        run.after.put("a.dlt-0", new DeadLetterRange(0, 5));

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void aLostAcknowledgedOrderIsNamed() {
        OrderId lost = run.failed();
        run.readings.put(lost, new LastReading.Gone());

        verdict.assertBroken(lost, Promise.I1);
    }

    @Test
    void aButtonThatMadeTwoOrdersIsNamed() {
        OrderId one = new OrderId(UUID.randomUUID());
        OrderId other = new OrderId(UUID.randomUUID());
        run.purchase(
                List.of(EvidenceBuilder.receipt(one), EvidenceBuilder.receipt(other)),
                2,
                List.of(),
                Set.of(Status.FAILED),
                true);
        run.readings.put(one, new LastReading.Found(Status.FAILED));
        run.readings.put(other, new LastReading.Found(Status.FAILED));

        verdict.assertBroken(one, Promise.I2);
        verdict.assertBroken(other, Promise.I2);
    }

    @Test
    void clicksThatWereAnsweredAlikeAreOneOrder() {
        OrderId id = new OrderId(UUID.randomUUID());
        Receipt receipt = EvidenceBuilder.receipt(id);
        run.purchase(List.of(receipt, receipt, receipt), 3, List.of(), Set.of(), true);
        run.readings.put(id, new LastReading.Found(Status.FAILED));

        assertThat(verdict.broken()).isEmpty();
        assertThat(OrderCase.of(run.build())).hasSize(3); // two went well before
    }

    @Test
    void deadLettersThatVanishAreNamed() {
        run.before.put("trimmed", new DeadLetterRange(0, 5));
        run.after.put("trimmed", new DeadLetterRange(2, 5));
        run.before.put("deleted", new DeadLetterRange(0, 1));
        run.before.put("made-anew", new DeadLetterRange(0, 5));
        run.after.put("made-anew", new DeadLetterRange(0, 0));

        assertThat(verdict.broken())
                .extracting(Violation::toString)
                .containsExactlyInAnyOrder(
                        "I8: trimmed lost records",
                        "I8: deleted is gone",
                        "I8: made-anew lost records");
    }

    @Test
    void aBuyerWhoWasNeverServedIsNamed() {
        run.purchase(List.of(), 1, List.of(), Set.of(), false);

        assertThat(verdict.broken()).extracting(Violation::promise).containsExactly(Promise.SERVED);
    }

    @Test
    void aClickThatWasNeverAnsweredIsNamed() {
        OrderId id = new OrderId(UUID.randomUUID());
        run.purchase(List.of(EvidenceBuilder.receipt(id)), 3, List.of(), Set.of(), true);
        run.readings.put(id, new LastReading.Found(Status.FAILED));

        assertThat(verdict.broken()).extracting(Violation::promise).containsExactly(Promise.SERVED);
    }
}
