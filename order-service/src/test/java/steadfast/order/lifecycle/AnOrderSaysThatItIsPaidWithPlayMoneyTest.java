package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.order.lifecycle.Examples.EARLIER;
import static steadfast.order.lifecycle.Examples.LIFECYCLE;
import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.THIS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.view.OrderView;

class AnOrderSaysThatItIsPaidWithPlayMoneyTest {
    private static final PaymentStarted PLAYED = new PaymentStarted(THIS, 1, "sandbox", true);

    @ParameterizedTest
    @MethodSource("steadfast.order.lifecycle.Examples#statesWithIntents")
    void whateverIsHeardFirst(OrderState state) {
        Move move = (Move) decided(state, PLAYED);

        assertThat(OrderView.of(state).test()).isNull();
        assertThat(OrderView.of(move.next()).test()).isTrue();
        assertThat(move.events()).isEmpty();
        assertThat(move.next().stock()).isEqualTo(state.stock());
        assertThat(decided(move.next(), PLAYED)).isEqualTo(Repeat.SILENT);
    }

    @ParameterizedTest
    @MethodSource("steadfast.order.lifecycle.Examples#statesWithIntents")
    void itMovesAsForRealMoney(OrderState state) {
        OrderDecision real = decided(state, new PaymentStarted(THIS, 1, "alipay"));
        Move played = (Move) decided(state, PLAYED);

        OrderState expected = real instanceof Move move ? move.next() : state;
        assertThat(played.next()).isEqualTo(expected.in(expected.round().withPlayMoney()));
    }

    @Test
    void itSaysSoToTheEnd() {
        OrderState started = ((Move) decided(Examples.awaitingCharge(), PLAYED)).next();
        OrderState paid =
                ((Move) decided(started, new PaymentSucceeded(THIS, Examples.TOTAL, NOW))).next();
        OrderState failed = ((Move) decided(started, new PaymentDeclined(THIS, "no"))).next();

        assertThat(OrderView.of(paid).test()).isTrue();
        assertThat(OrderView.of(failed).test()).isTrue();
    }

    @Test
    void anotherRoundSaysNothingOfThisOne() {
        assertThat(
                        decided(
                                Examples.awaitingCharge(),
                                new PaymentStarted(EARLIER, 1, "sandbox", true)))
                .isEqualTo(Repeat.SILENT);
    }

    private static OrderDecision decided(OrderState state, PaymentEvent event) {
        return LIFECYCLE.decide(state, new FromPayment(event), NOW);
    }
}
