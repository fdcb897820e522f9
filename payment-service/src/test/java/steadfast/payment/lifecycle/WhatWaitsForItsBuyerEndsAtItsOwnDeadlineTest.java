package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.lifecycle.SampleSignals.AMOUNT;
import static steadfast.payment.lifecycle.SampleSignals.PAY_BY;
import static steadfast.payment.lifecycle.SampleSignals.VISIBILITY_LAG;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.payment.lifecycle.PaymentSignal.CancelAnswered;
import steadfast.payment.lifecycle.PaymentSignal.ChargeDue;
import steadfast.payment.lifecycle.PaymentSignal.QueryAnswered;

class WhatWaitsForItsBuyerEndsAtItsOwnDeadlineTest {
    private static final Instant UNTIL = PAY_BY.minusSeconds(300);
    private static final Instant PASSED = UNTIL.plusMillis(1);
    private static final Instant GONE = UNTIL.plus(VISIBILITY_LAG).plusMillis(1);

    private final Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(10), VISIBILITY_LAG);

    @Test
    void absentInItsTimeItMayStillBeScanned() {
        assertThat(decided(new QueryAnswered(new NotFound()), UNTIL))
                .isInstanceOf(PaymentDecision.Repeat.class);
    }

    @Test
    void absentAfterItItIsClosedAtTheGateway() {
        assertThat(decided(new QueryAnswered(new NotFound()), PASSED))
                .isEqualTo(new PaymentDecision.Ask(new GatewayCall.Cancel()));
        assertThat(decided(new ChargeDue(AMOUNT, "qr"), PASSED))
                .isEqualTo(new PaymentDecision.Ask(new GatewayCall.Query()));
    }

    @Test
    void aCloseThatFindsNothingIsBelievedOnlyOnceItsLagIsOver() {
        assertThat(decided(new CancelAnswered(new NotFound(), PASSED), GONE))
                .isInstanceOf(PaymentDecision.Repeat.class);
        assertThat(decided(new CancelAnswered(new NotFound(), GONE), GONE))
                .isInstanceOfSatisfying(
                        PaymentDecision.Move.class,
                        move -> assertThat(move.next()).isInstanceOf(PaymentState.Cancelled.class));
    }

    @Test
    void aDeadlineOfTheGatewayAfterOursDoesNotCount() {
        Payment waiting =
                payment(
                        new PaymentState.ActionRequired(
                                1, "scan", PAY_BY.plus(Duration.ofDays(1))));
        Instant gone = PAY_BY.plus(VISIBILITY_LAG).plusMillis(1);

        PaymentDecision decision =
                lifecycle.decide(waiting, new CancelAnswered(new NotFound(), gone), gone);

        assertThat(decision).isInstanceOf(PaymentDecision.Move.class);
    }

    @Test
    void whoHasTwoCodesMayPayByTheLaterDeadline() {
        PaymentDecision decision =
                decided(
                        new QueryAnswered(new ActionRequired("scan anew", UNTIL.minusSeconds(60))),
                        UNTIL.minusSeconds(120));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        PaymentDecision.Move.class,
                        move ->
                                assertThat(move.next())
                                        .isEqualTo(
                                                new PaymentState.ActionRequired(
                                                        1, "scan anew", UNTIL)));
    }

    private PaymentDecision decided(PaymentSignal signal, Instant now) {
        return lifecycle.decide(
                payment(new PaymentState.ActionRequired(1, "scan", UNTIL)), signal, now);
    }

    private static Payment payment(PaymentState state) {
        return Payment.requested(
                        PaymentId.first(new OrderId(new UUID(1, 1))), AMOUNT, "qr", "bank", PAY_BY)
                .in(state);
    }
}
