package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.Status;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.gateways.Routing;
import steadfast.events.OrderId;

class MoneyPromisesTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final Verdict verdict = new Verdict(run);

    @BeforeEach
    void someThingsWentWell() {
        run.completed();
        run.failed();
    }

    @Test
    void aDoubleCaptureInAnotherRoundIsNamed() {
        OrderId twice = run.completed();
        run.capture(twice, 2);

        verdict.assertBroken(twice, Promise.I2, Promise.I5);
    }

    @Test
    void aDoubleCaptureOfOnePaymentIsNamed() {
        OrderId twice = run.completed();
        run.capture(twice, 1);

        verdict.assertBroken(twice, Promise.I2, Promise.I5);
    }

    @Test
    void onePaymentCapturedByTwoGatewaysIsNamed() {
        OrderId twice = run.completed();
        run.move(
                Routing.WALLETS,
                LedgerEntry.Kind.CAPTURE,
                twice + "-1",
                EvidenceBuilder.TOTAL_MINOR,
                2);

        verdict.assertBroken(twice, Promise.I2, Promise.I5, Promise.ROUTE);
    }

    @Test
    void aWalletThatTheGatewayOfCardsChargedIsNamed() {
        OrderId strayed = run.paidBy(run.completed(), "wallet-qr", "card", 0);

        verdict.assertBroken(strayed, Promise.ROUTE);
    }

    @Test
    void aRoundByAnotherMethodIsAtThatMethodsGateway() {
        OrderId changed =
                run.paidBy(run.order(Status.REFUNDED, List.of(), Set.of()), "qr", "wallet", 0);
        run.capture(changed, 1);
        run.refund(changed, 1);
        run.move(
                Routing.WALLETS,
                LedgerEntry.Kind.CAPTURE,
                changed + "-2",
                EvidenceBuilder.TOTAL_MINOR,
                4);
        run.move(
                Routing.WALLETS,
                LedgerEntry.Kind.REFUND,
                changed + "-2",
                EvidenceBuilder.TOTAL_MINOR,
                5);

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void paidButFailedWithoutARefundIsNamed() {
        OrderId id = run.failed();
        run.capture(id, 1);

        verdict.assertBroken(id, Promise.I5, Promise.I6);
    }

    @Test
    void paidButExpiredWithNobodyLookingIsNamed() {
        OrderId id = run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);

        verdict.assertBroken(id, Promise.I5);
    }

    @Test
    void paidButExpiredInAPersonsHandsIsAllowed() {
        OrderId id = run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);
        run.openCase(id);

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void aCaseThatIsClosedExcusesNothing() {
        OrderId id = run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);
        run.closedCase(id);

        verdict.assertBroken(id, Promise.I5);
    }

    @Test
    void paidAndNeitherOverNorInACaseIsNamed() {
        OrderId id = run.unfinished();
        run.capture(id, 1);

        verdict.assertBroken(id, Promise.I5, Promise.I7);
    }

    @Test
    void moneyOnItsWayBackIsInProgress() {
        OrderId id = run.order(Status.REFUNDING, List.of(), Set.of(Status.EXPIRED));
        run.capture(id, 1);
        run.openCase(id);
        assertThat(verdict.broken()).isEmpty();

        run.cases.clear();

        verdict.assertBroken(id, Promise.I7);
    }

    @Test
    void moneyOfAnOrderThatNobodyCanBeAskedForIsNamed() {
        OrderId id = run.completed();
        run.readings.put(id, new LastReading.NoAnswer());

        verdict.assertBroken(id, Promise.I5, Promise.I7);
    }

    @Test
    void aSecondCaptureInAPersonsHandsIsConservedAndStillOneTooMany() {
        OrderId id = run.completed();
        run.capture(id, 2);
        run.openCase(id);

        verdict.assertBroken(id, Promise.I2);
    }

    @Test
    void completedButUnpaidIsNoPersonsBusiness() {
        OrderId id = run.completed();
        run.ledger.removeLast();
        run.openCase(id);

        verdict.assertBroken(id, Promise.I5);
    }

    @Test
    void failedAtAMomentAtWhichTheGatewayHeldTheMoneyIsNamed() {
        OrderId id = run.order(Status.REFUNDED, List.of(), Set.of());
        run.capture(id, 1);
        run.refund(id, 1, 20);
        run.calledBack(id, EvidenceBuilder.shown(Status.FAILED, 10));

        verdict.assertBroken(id, Promise.I6);
    }

    @Test
    void aCaptureThatComesAfterTheNoAndGoesBackIsAllowed() {
        OrderId id = run.order(Status.REFUNDED, List.of(), Set.of());
        run.capture(id, 1);
        run.refund(id, 1, 20);
        run.calledBack(id, EvidenceBuilder.shown(Status.FAILED, 1));

        assertThat(verdict.broken()).isEmpty();
    }

    @Test
    void completedButNeverPaidIsNamed() {
        OrderId id = run.completed();
        run.ledger.removeLast();

        verdict.assertBroken(id, Promise.I5);
    }

    @Test
    void aCentTooLittleIsNamed() {
        OrderId id = run.completed();
        run.ledger.removeLast();
        run.move(LedgerEntry.Kind.CAPTURE, id + "-1", EvidenceBuilder.TOTAL_MINOR - 1);

        verdict.assertBroken(id, Promise.I5);
    }

    @Test
    void refundedOnPaperOnlyIsNamed() {
        OrderId id = run.order(Status.REFUNDED, List.of(), Set.of(Status.REFUNDED));
        run.capture(id, 1);

        verdict.assertBroken(id, Promise.I5);
    }
}
