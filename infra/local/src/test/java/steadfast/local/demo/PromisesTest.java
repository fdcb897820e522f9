package steadfast.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.events.OrderId;
import steadfast.events.Sku;

class PromisesTest {

    final EvidenceBuilder run = new EvidenceBuilder();

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
        run.inReview.add(run.unfinished());
        run.move(Movement.Kind.CAPTURE, "somebody-elses-payment", 7);
        run.before.put("a.dlt-0", new DeadLetterRange(0, 3));
        run.after.put("a.dlt-0", new DeadLetterRange(0, 5));

        assertThat(broken()).isEmpty();
    }

    @Test
    void aLostAcknowledgedOrderIsNamed() {
        OrderId lost = run.failed();
        run.readings.put(lost, new LastReading.Gone());

        assertBroken(lost, Promise.I1);
    }

    @Test
    void aDoubleCaptureInAnotherRoundIsNamed() {
        OrderId twice = run.completed();
        run.capture(twice, 2);

        assertBroken(twice, Promise.I2, Promise.I5);
    }

    @Test
    void aDoubleCaptureOfOnePaymentIsNamed() {
        OrderId twice = run.completed();
        run.capture(twice, 1);

        assertBroken(twice, Promise.I2, Promise.I5);
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

        assertBroken(one, Promise.I2);
        assertBroken(other, Promise.I2);
    }

    @Test
    void clicksThatWereAnsweredAlikeAreOneOrder() {
        OrderId id = new OrderId(UUID.randomUUID());
        Receipt receipt = EvidenceBuilder.receipt(id);
        run.purchase(List.of(receipt, receipt, receipt), 3, List.of(), Set.of(), true);
        run.readings.put(id, new LastReading.Found(Status.FAILED));

        assertThat(broken()).isEmpty();
        assertThat(OrderCase.of(run.build())).hasSize(3); // two went well before
    }

    @Test
    void missingCardsAreNamed() {
        OrderId shortOfOne = run.completed();
        run.cards.removeLast();

        assertBroken(shortOfOne, Promise.I3);
    }

    @Test
    void tooManyCardsAreNamed() {
        OrderId generous = run.completed();
        run.cards(generous, 1);

        assertBroken(generous, Promise.I3);
    }

    @Test
    void aCardOfAnotherProductIsNamed() {
        OrderId mixedUp = run.completed();
        CardRow card = run.cards.removeLast();
        run.cards.add(new CardRow(card.cardId(), new Sku("OTHER"), card.orderId()));

        assertBroken(mixedUp, Promise.I3);
    }

    @Test
    void aCardToTwoOrdersIsNamed() {
        OrderId first = run.completed();
        CardRow shared = run.cards.getLast();
        OrderId second = run.completed();
        run.cards.removeLast();
        run.cards.add(new CardRow(shared.cardId(), shared.sku(), Optional.of(second)));

        assertBroken(first, Promise.I3);
        assertBroken(second, Promise.I3);
    }

    @Test
    void aCodeShownToTwoBuyersIsNamedWithoutTellingIt() {
        List<String> codes = run.codes();
        for (int buyer = 0; buyer < 2; buyer++) {
            OrderId id = run.order(Status.COMPLETED, codes, Set.of(Status.COMPLETED));
            run.capture(id, 1);
            run.cards(id, 2);
        }

        assertThat(broken()).extracting(Violation::promise).containsOnly(Promise.I3);
        assertThat(broken())
                .extracting(Violation::what)
                .allMatch(what -> what.contains("went to two orders"))
                .noneMatch(what -> what.contains(codes.getFirst()));
    }

    @Test
    void aCodeThatWasNeverStockedIsNamed() {
        List<String> codes = run.codes();
        OrderId id = run.order(Status.COMPLETED, codes, Set.of(Status.COMPLETED));
        run.capture(id, 1);
        run.cards(id, 2);
        run.imported.get(EvidenceBuilder.SKU).remove(codes.getFirst());

        assertBroken(id, Promise.I3);
    }

    @Test
    void cardsThatCouldNotBeOpenedAreNamed() {
        OrderId id = run.order(Status.COMPLETED, List.of(), Set.of(Status.COMPLETED));
        run.capture(id, 1);
        run.cards(id, 2);

        assertBroken(id, Promise.I3);
    }

    @Test
    void cardsAndARefundAreNamed() {
        OrderId both = run.order(Status.REFUNDED, List.of(), Set.of(Status.REFUNDED));
        run.capture(both, 1);
        run.refund(both, 1);
        run.cards(both, 2);

        assertBroken(both, Promise.I3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "EXPIRED"})
    void cardsAfterTheBuyerWasToldNoAreNamed(Status no) {
        OrderId id = run.order(Status.COMPLETED, run.codes(), Set.of(no, Status.COMPLETED));
        run.capture(id, 1);
        run.cards(id, 2);

        assertBroken(id, Promise.I4);
    }

    @Test
    void paidButFailedWithoutARefundIsNamed() {
        OrderId id = run.failed();
        run.capture(id, 1);

        assertBroken(id, Promise.I5, Promise.I6);
    }

    @Test
    void paidButExpiredWithNobodyLookingIsNamed() {
        OrderId id = run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);

        assertBroken(id, Promise.I5);
    }

    @Test
    void paidButExpiredInAPersonsHandsIsAllowed() {
        OrderId id = run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);
        run.inReview.add(id);

        assertThat(broken()).isEmpty();
    }

    @Test
    void completedButNeverPaidIsNamed() {
        OrderId id = run.completed();
        run.ledger.removeLast();

        assertBroken(id, Promise.I5);
    }

    @Test
    void aCentTooLittleIsNamed() {
        OrderId id = run.completed();
        run.ledger.removeLast();
        run.move(Movement.Kind.CAPTURE, id + "-1", EvidenceBuilder.TOTAL_MINOR - 1);

        assertBroken(id, Promise.I5);
    }

    @Test
    void refundedOnPaperOnlyIsNamed() {
        OrderId id = run.order(Status.REFUNDED, List.of(), Set.of(Status.REFUNDED));
        run.capture(id, 1);

        assertBroken(id, Promise.I5);
    }

    @Test
    void anOrderThatNeverEndsIsNamed() {
        assertBroken(run.unfinished(), Promise.I7);
    }

    @Test
    void anOrderThatNobodyCanBeAskedForIsNamed() {
        OrderId id = run.failed();
        run.readings.put(id, new LastReading.NoAnswer());

        assertBroken(id, Promise.I7);
    }

    @Test
    void deadLettersThatVanishAreNamed() {
        run.before.put("trimmed", new DeadLetterRange(0, 5));
        run.after.put("trimmed", new DeadLetterRange(2, 5));
        run.before.put("deleted", new DeadLetterRange(0, 1));
        run.before.put("made-anew", new DeadLetterRange(0, 5));
        run.after.put("made-anew", new DeadLetterRange(0, 0));

        assertThat(broken())
                .extracting(Violation::toString)
                .containsExactlyInAnyOrder(
                        "I8: trimmed lost records",
                        "I8: deleted is gone",
                        "I8: made-anew lost records");
    }

    @Test
    void aBuyerWhoWasNeverServedIsNamed() {
        run.purchase(List.of(), 1, List.of(), Set.of(), false);

        assertThat(broken()).extracting(Violation::promise).containsExactly(Promise.SERVED);
    }

    @Test
    void aClickThatWasNeverAnsweredIsNamed() {
        OrderId id = new OrderId(UUID.randomUUID());
        run.purchase(List.of(EvidenceBuilder.receipt(id)), 3, List.of(), Set.of(), true);
        run.readings.put(id, new LastReading.Found(Status.FAILED));

        assertThat(broken()).extracting(Violation::promise).containsExactly(Promise.SERVED);
    }

    private List<Violation> broken() {
        return Promises.judge(run.build());
    }

    /** Exactly these promises, each by a sentence that names the order. */
    private void assertBroken(OrderId id, Promise... promises) {
        List<Violation> broken = new ArrayList<>(broken());
        assertThat(broken).extracting(Violation::promise).containsOnly(promises);
        assertThat(broken)
                .allSatisfy(violation -> assertThat(violation.toString()).contains(id.toString()));
    }
}
