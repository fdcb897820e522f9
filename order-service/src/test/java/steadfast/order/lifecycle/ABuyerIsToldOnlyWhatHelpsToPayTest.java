package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.FailureReason;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.view.OrderView;

class ABuyerIsToldOnlyWhatHelpsToPayTest {

    /** Those that Stripe asks to keep from customers, and what says as much in other words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fraudulent",
                "lost_card",
                "merchant_blacklist",
                "pickup_card",
                "restricted_card",
                "security_violation",
                "stolen_card",
                "stolen-card",
                "call_issuer",
                "card_velocity_exceeded",
                "do_not_honor",
                "do_not_try_again",
                "generic_decline",
                "no_action_taken",
                "not_permitted",
                "revocation_of_authorization",
                "service_not_allowed",
                "stop_payment_order",
                "testmode_decline",
                "transaction_not_allowed",
                "pin_try_exceeded",
                "card_decline_rate_limit_exceeded",
                "a code of next year",
                "unspecified"
            })
    void whatHelpsAThiefIsADeclineAndNoMore(String code) {
        assertThat(shown(code)).isEqualTo("generic_decline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insufficient_funds",
                "insufficient-funds",
                "expired_card",
                "expired-card",
                "incorrect_cvc",
                "incorrect_number",
                "card_not_supported",
                "currency_not_supported",
                "authentication_required",
                "deadline-passed",
                "amount-too-small",
                "amount-too-large",
                "amount-not-expressible",
                "currency-not-taken",
                "method-not-available"
            })
    void whatHelpsTheBuyerIsTold(String code) {
        assertThat(shown(code)).isEqualTo(code);
    }

    @Test
    void whereTheGatewaySaidNothingNothingIsTold() {
        assertThat(OrderView.of(failed(null)).failureDetail()).isNull();
    }

    @Test
    void theOrderItselfKeepsTheCode() {
        assertThat(failed("stolen_card").detail()).isEqualTo("stolen_card");
    }

    private static String shown(String code) {
        return OrderView.of(failed(code)).failureDetail();
    }

    private static Failed failed(String code) {
        return new Failed(Examples.TERMS, Examples.ROUND, FailureReason.PAYMENT_DECLINED, code);
    }
}
