package steadfast.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadfast.client.Status;
import steadfast.demo.check.EvidenceBuilder;
import steadfast.demo.check.OrderCase;
import steadfast.demo.measure.FirstCalls;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

class NaiveShopTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final OrderId order = run.completed(); // captured at second 2
    final PaymentId payment = PaymentId.first(order);

    @Test
    void whatTheUnclearCallCapturedIsChargedWithoutCards() {
        assertThat(naive(new FirstCalls(Set.of(payment), Map.of()))).isEqualTo(new NaiveShop(1, 0));
    }

    @Test
    void whatWasCapturedBeforeTheSecondCallWasCapturedByTheFirst() {
        assertThat(naive(unclearThenChargedAgainAt(3))).isEqualTo(new NaiveShop(1, 0));
    }

    @Test
    void whatOnlyTheSecondCallCapturedIsLost() {
        assertThat(naive(unclearThenChargedAgainAt(2))).isEqualTo(new NaiveShop(0, 1));
    }

    @Test
    void aClearAnswerIsHandledByAnyShop() {
        assertThat(naive(new FirstCalls(Set.of(), Map.of()))).isEqualTo(new NaiveShop(0, 0));
    }

    @Test
    void moneyThatWeGaveBackWouldHaveStayedThere() {
        OrderId refunded = run.order(Status.REFUNDED, List.of(), Set.of());
        run.capture(refunded, 1);
        run.refund(refunded, 1);

        assertThat(naive(new FirstCalls(Set.of(PaymentId.first(refunded)), Map.of())))
                .isEqualTo(new NaiveShop(1, 0));
    }

    @Test
    void anOrderThatCameToNothingHereIsNotCalledLost() {
        OrderId expired = run.order(Status.EXPIRED, List.of(), Set.of());

        assertThat(naive(new FirstCalls(Set.of(PaymentId.first(expired)), Map.of())))
                .isEqualTo(new NaiveShop(0, 0));
    }

    @Test
    void whatNobodyWasShownToScanIsLost() {
        run.paidBy(order, "qr", "card", 0);

        assertThat(naive(new FirstCalls(Set.of(payment), Map.of()))).isEqualTo(new NaiveShop(0, 1));
    }

    @Test
    void anotherRoundsCaptureIsNotTheUnclearCalls() {
        assertThat(naive(new FirstCalls(Set.of(payment.next()), Map.of())))
                .isEqualTo(new NaiveShop(0, 1));
    }

    private FirstCalls unclearThenChargedAgainAt(long seconds) {
        return new FirstCalls(Set.of(payment), Map.of(payment, EvidenceBuilder.at(seconds)));
    }

    private NaiveShop naive(FirstCalls calls) {
        return NaiveShop.of(OrderCase.of(run.build()), calls);
    }
}
