package steadfast.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

class WhatAClaimMeansForAPaymentTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Set<Claim> ALL = EnumSet.allOf(Claim.class);
    private static final PaymentId ID = PaymentId.parse("0195a0b0-0000-7000-8000-000000000000-1");

    @Test
    void onlyTheWholeAmountInItsCurrencyIsAboutThisPayment() {
        assertThat(objection(new Money(4999, "CNY"))).isNull();
        assertThat(objection(null)).isNull();
        assertThat(objection(new Money(4998, "CNY"))).isEqualTo(CallbackOutcome.OTHER_AMOUNT);
        assertThat(objection(new Money(4999, "USD"))).isEqualTo(CallbackOutcome.OTHER_CURRENCY);
    }

    @Test
    void aPartIsNoMoreThanTheWholeAndADisputeIsTheBuyersBanksAffair() {
        Money more = new Money(5000, "CNY");
        Money dollars = new Money(1, "USD");
        for (Claim claim : List.of(Claim.PARTLY_REFUNDED, Claim.REFUND_FAILED)) {
            assertThat(objection(claim, new Money(1, "CNY"))).isNull();
            assertThat(objection(claim, more)).isEqualTo(CallbackOutcome.OTHER_AMOUNT);
            assertThat(objection(claim, dollars)).isEqualTo(CallbackOutcome.OTHER_CURRENCY);
        }
        assertThat(objection(Claim.DISPUTED, more)).isNull();
        assertThat(objection(Claim.DISPUTED, dollars)).isNull();
    }

    @Test
    void aClaimIsOpenWhileItWouldBeNews() {
        for (PaymentState state :
                List.of(
                        new PaymentState.Requested(0),
                        new PaymentState.Sent(1),
                        new PaymentState.Unknown(1, "timeout"))) {
            assertThat(open(state)).isEqualTo(ALL);
        }
        assertThat(open(new PaymentState.ActionRequired(1, "pay", NOW)))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Claim.ACTION_REQUIRED)));
        for (PaymentState state :
                List.of(new PaymentState.Declined("no"), new PaymentState.Cancelled())) {
            assertThat(open(state))
                    .containsExactlyInAnyOrder(
                            Claim.CAPTURED, Claim.REFUNDED, Claim.PARTLY_REFUNDED, Claim.DISPUTED);
        }
        assertThat(open(new PaymentState.Captured(NOW)))
                .containsExactlyInAnyOrder(Claim.REFUNDED, Claim.PARTLY_REFUNDED, Claim.DISPUTED);
        for (PaymentState state :
                List.of(
                        new PaymentState.Refunding(NOW, 1, "late"),
                        new PaymentState.RefundRefused(NOW, 1, "late"))) {
            assertThat(open(state)).containsExactly(Claim.REFUNDED);
        }
        assertThat(open(new PaymentState.Refunded(1))).containsExactly(Claim.REFUND_FAILED);
    }

    @Test
    void aClaimIsShownWhereThePaymentStandsJustThere() {
        assertThat(shown(new PaymentState.ActionRequired(1, "pay", NOW)))
                .containsExactly(Claim.ACTION_REQUIRED);
        assertThat(shown(new PaymentState.Captured(NOW))).containsExactly(Claim.CAPTURED);
        assertThat(shown(new PaymentState.Declined("no"))).containsExactly(Claim.DECLINED);
        assertThat(shown(new PaymentState.Cancelled())).containsExactly(Claim.CANCELLED);
        assertThat(shown(new PaymentState.Refunded(1))).containsExactly(Claim.REFUNDED);
        for (PaymentState state :
                List.of(
                        new PaymentState.Requested(0),
                        new PaymentState.Sent(1),
                        new PaymentState.Unknown(1, "timeout"),
                        new PaymentState.Refunding(NOW, 1, "late"),
                        new PaymentState.RefundRefused(NOW, 1, "late"))) {
            assertThat(shown(state)).isEmpty();
        }
    }

    private static Set<Claim> shown(PaymentState state) {
        Set<Claim> shown = EnumSet.noneOf(Claim.class);
        ALL.stream().filter(claim -> CallbackClaims.isShown(claim, state)).forEach(shown::add);
        return shown;
    }

    @Test
    void everyReasonIsCountedUnderItsName() {
        assertThat(Arrays.stream(Reason.values()).map(CallbackOutcome::of))
                .extracting(CallbackOutcome::tag)
                .containsExactly(
                        "unsigned",
                        "wrong-signature",
                        "unsupported-algorithm",
                        "stale",
                        "from-the-future",
                        "malformed",
                        "duplicate-parameter",
                        "other-merchant");
    }

    private static Set<Claim> open(PaymentState state) {
        Set<Claim> open = EnumSet.noneOf(Claim.class);
        ALL.stream().filter(claim -> CallbackClaims.isOpen(claim, state)).forEach(open::add);
        return open;
    }

    @Test
    void aPaymentBelongsToTheGatewayThatItWentTo() {
        assertThat(objection("sandbox-b", new Money(4999, "CNY")))
                .isEqualTo(CallbackOutcome.OTHER_GATEWAY);
        assertThat(objection("sandbox-b", null)).isEqualTo(CallbackOutcome.OTHER_GATEWAY);
    }

    private static @Nullable CallbackOutcome objection(@Nullable Money claimed) {
        return objection("sandbox", claimed);
    }

    private static @Nullable CallbackOutcome objection(Claim claim, Money claimed) {
        return objection("sandbox", claim, claimed);
    }

    private static @Nullable CallbackOutcome objection(String caller, @Nullable Money claimed) {
        return objection(caller, Claim.CAPTURED, claimed);
    }

    private static @Nullable CallbackOutcome objection(
            String caller, Claim claim, @Nullable Money claimed) {
        Payment payment = Payment.requested(ID, new Money(4999, "CNY"), "card", "sandbox", NOW);
        Genuine genuine = new Genuine(ID, claim, claimed, "evt", NOW);
        return CallbackClaims.objection(payment, genuine, caller).orElse(null);
    }
}
