package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.client.Status;
import steadfast.events.OrderId;
import steadfast.events.Sku;

class CardPromisesTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final Verdict verdict = new Verdict(run);

    @BeforeEach
    void someThingsWentWell() {
        run.completed();
        run.failed();
    }

    @Test
    void missingCardsAreNamed() {
        OrderId shortOfOne = run.completed();
        run.cards.removeLast();

        verdict.assertBroken(shortOfOne, Promise.I3);
    }

    @Test
    void tooManyCardsAreNamed() {
        OrderId generous = run.completed();
        run.cards(generous, 1);

        verdict.assertBroken(generous, Promise.I3);
    }

    @Test
    void aCardOfAnotherProductIsNamed() {
        OrderId mixedUp = run.completed();
        CardRow card = run.cards.removeLast();
        run.cards.add(new CardRow(card.cardId(), new Sku("OTHER"), card.orderId()));

        verdict.assertBroken(mixedUp, Promise.I3);
    }

    @Test
    void aCardToTwoOrdersIsNamed() {
        OrderId first = run.completed();
        CardRow shared = run.cards.getLast();
        OrderId second = run.completed();
        run.cards.removeLast();
        run.cards.add(new CardRow(shared.cardId(), shared.sku(), Optional.of(second)));

        verdict.assertBroken(first, Promise.I3);
        verdict.assertBroken(second, Promise.I3);
    }

    @Test
    void aCodeShownToTwoBuyersIsNamedWithoutTellingIt() {
        List<String> codes = run.codes();
        for (int buyer = 0; buyer < 2; buyer++) {
            OrderId id = run.order(Status.COMPLETED, codes, Set.of(Status.COMPLETED));
            run.capture(id, 1);
            run.cards(id, 2);
        }

        assertThat(verdict.broken()).extracting(Violation::promise).containsOnly(Promise.I3);
        assertThat(verdict.broken())
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

        verdict.assertBroken(id, Promise.I3);
    }

    @Test
    void cardsThatCouldNotBeOpenedAreNamedWhateverTheirBuyerWasTold() {
        OrderId id = run.order(Status.COMPLETED, List.of(), Set.of(Status.PROCESSING));
        run.capture(id, 1);
        run.cards(id, 2);

        verdict.assertBroken(id, Promise.I3);
    }

    @Test
    void cardsAndARefundAreNamed() {
        OrderId both = run.order(Status.REFUNDED, List.of(), Set.of(Status.REFUNDED));
        run.capture(both, 1);
        run.refund(both, 1);
        run.cards(both, 2);

        verdict.assertBroken(both, Promise.I3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "EXPIRED"})
    void cardsAfterTheBuyerWasToldNoAreNamed(Status no) {
        OrderId id = run.order(Status.COMPLETED, run.codes(), Set.of(no, Status.COMPLETED));
        run.capture(id, 1);
        run.cards(id, 2);

        verdict.assertBroken(id, Promise.I4);
    }

    @Test
    void cardsThatTheMerchantsRecordedPolicyIssuedAfterANoAreAllowed() {
        OrderId id = run.order(Status.COMPLETED, run.codes(), Set.of(Status.EXPIRED));
        run.capture(id, 1);
        run.cards(id, 2);
        run.issuedByPolicy.add(id);

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void tooFewCardsAreTooFewByPolicyToo() {
        OrderId id = run.order(Status.COMPLETED, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);
        run.cards(id, 1);
        run.issuedByPolicy.add(id);

        verdict.assertBroken(id, Promise.I3);
    }

    @Test
    void cardsForARoundThatTheBuyerAskedForAfterANoAreAllowed() {
        OrderId id = run.completed();
        run.calledBack(
                id,
                EvidenceBuilder.shown(Status.FAILED, 1),
                EvidenceBuilder.shown(Status.COMPLETED, 5));
        run.retried(id, 2);

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void cardsAfterTheSecondNoAreNamed() {
        OrderId id = run.completed();
        run.calledBack(
                id,
                EvidenceBuilder.shown(Status.FAILED, 1),
                EvidenceBuilder.shown(Status.EXPIRED, 5));
        run.retried(id, 2);

        verdict.assertBroken(id, Promise.I4);
    }
}
