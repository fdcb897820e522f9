package steadfast.order.store;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.FailureReason;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.order.ShopTest;
import steadfast.order.lifecycle.BuyerAction;
import steadfast.order.lifecycle.BuyerIntent;
import steadfast.order.lifecycle.Capture;
import steadfast.order.lifecycle.LatePaymentPolicy;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.lifecycle.RefundCause;
import steadfast.order.lifecycle.Round;

@QuarkusTest
class EveryStateHasItsRowTest extends ShopTest {

    private static final Instant NOW = Instant.parse("2126-02-03T04:05:06.789012Z");

    @Inject OrderRows rows;

    @ParameterizedTest
    @MethodSource("states")
    void aStateIsReadFromItsRowAsItWasWritten(OrderState state) {
        OrderRow row = new OrderRow();
        OrderRowMapping.write(state, row);
        row.lastSaid = "[]";

        QuarkusTransaction.begin();
        rows.persistAndFlush(row);
        rows.getEntityManager().clear();
        OrderState read = OrderRowMapping.read(rows.findById(row.id));
        QuarkusTransaction.rollback();

        assertThat(read).isEqualTo(state);
    }

    @Test
    void aRowSaysNothingOfTheStateBefore() {
        for (OrderState before : states()) {
            for (OrderState after : states()) {
                OrderRow used = new OrderRow();
                OrderRowMapping.write(before, used);
                OrderRowMapping.write(after, used);
                OrderRow fresh = new OrderRow();
                OrderRowMapping.write(after, fresh);
                assertThat(used)
                        .usingRecursiveComparison()
                        // What Hibernate's own enhancement keeps beside the columns.
                        .ignoringFieldsMatchingRegexes("\\$\\$_hibernate.*")
                        .isEqualTo(fresh);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'COMPLETED'",
                "phase = 'COMPLETED', status = 'COMPLETED'",
                "phase = 'NOWHERE'",
                "sweep_at = null",
                "failure_reason = 'PAYMENT_DECLINED'",
                "phase = 'FAILED', status = 'FAILED', failure_reason = 'NO_REASON'",
                "paid_round = 1",
                "action = 'QR'",
                "refund_number = 1",
                "issued_at = now()",
                "waiting_for_stock = false",
                "money_is_back = true",
                "settled_refunds = 0",
                "late_money = 'REFUND'",
                "next_payment_method = 'qr', cancel_requested = false",
                "phase = 'HELD', status = 'PROCESSING'",
                "quantity = 101",
                "total_minor = 0",
                "view_token_sha256 = 'abc'",
            })
    void theDatabaseRefusesARowThatIsNoState(String nonsense) {
        OrderRow row = new OrderRow();
        OrderRowMapping.write(states().getFirst(), row);
        row.lastSaid = "[]";
        QuarkusTransaction.requiringNew().run(() -> rows.persist(row));

        assertThatThrownBy(() ->
                        QuarkusTransaction.requiringNew()
                                .run(() ->
                                        rows.getEntityManager()
                                                .createNativeQuery(
                                                        "update orders set "
                                                                + nonsense
                                                                + " where id = :id")
                                                .setParameter("id", row.id)
                                                .executeUpdate()))
                .hasStackTraceContaining("violates check constraint")
                // What a log or a dead letter would show.
                .extracting(Throwables::getStackTrace, as(STRING))
                .doesNotContain("Failing row", row.id.toString());
    }

    static List<OrderState> states() {
        OrderTerms terms =
                new OrderTerms(
                        new OrderId(UUID.randomUUID()),
                        "corner-shop",
                        new Sku("ROW-1"),
                        100,
                        new Money(1, "CNY"),
                        "cd".repeat(32),
                        NOW);
        PaymentId payment = new PaymentId(terms.orderId(), 3);
        Round round = new Round(payment, "card", NOW.plusSeconds(1), NOW.plusSeconds(2));
        Round test =
                new Round(payment, "card", NOW.plusSeconds(1), NOW.plusSeconds(2), false, true);
        Capture capture =
                new Capture(
                        new PaymentId(terms.orderId(), 2), NOW, new TreeSet<>(List.of(1, 3)), null);
        Capture simple = Capture.of(payment, NOW);
        Capture late = new Capture(payment, NOW, new TreeSet<>(), LatePaymentPolicy.ISSUE_IF_STOCK);
        Capture reviewed = new Capture(payment, NOW, new TreeSet<>(), LatePaymentPolicy.REVIEW);
        return java.util.stream.Stream.<OrderState>of(
                        new OrderState.AwaitingCharge(terms, round, new BuyerIntent.Leave()),
                        new OrderState.Expired(
                                terms,
                                new Round(
                                        payment,
                                        "card",
                                        round.payBy(),
                                        round.expiresAt(),
                                        true,
                                        false)),
                        new OrderState.Charging(terms, test, new BuyerIntent.Pay(), 1),
                        new OrderState.Completed(terms, test, capture, NOW),
                        new OrderState.AwaitingBuyer(
                                terms, round, new BuyerIntent.Pay(), 2, new BuyerAction("QR", NOW)),
                        new OrderState.AwaitingBuyer(
                                terms,
                                round,
                                new BuyerIntent.PayBy("card"),
                                2,
                                new BuyerAction("QR", NOW)),
                        new OrderState.Charging(terms, round, new BuyerIntent.PayBy("qr"), 4),
                        new OrderState.Held(terms, round, reviewed),
                        new OrderState.Issuing(terms, round, capture, true),
                        new OrderState.Issuing(terms, round, late, false),
                        new OrderState.Withdrawing(terms, round, simple, false),
                        new OrderState.Withdrawing(terms, round, simple, true),
                        new OrderState.Completed(terms, round, capture, NOW),
                        new OrderState.Failed(terms, round, FailureReason.PAYMENT_DECLINED, "why"),
                        new OrderState.Failed(
                                terms,
                                round,
                                FailureReason.NOT_PAYABLE_THIS_WAY,
                                "amount-too-small"),
                        new OrderState.Failed(terms, round, FailureReason.PAYMENT_CLOSED, null),
                        new OrderState.Expired(terms, round),
                        new OrderState.Refunding(
                                terms, round, simple, 2, RefundCause.DECIDED, "refused"),
                        new OrderState.Refunding(
                                terms, round, simple, 1, RefundCause.CARDS_WITHDRAWN, null),
                        new OrderState.Refunding(
                                terms, round, simple, 1, RefundCause.DISPUTED, null),
                        new OrderState.Refunding(
                                terms, round, simple, 1, RefundCause.REFUND_FAILED, "closed"),
                        new OrderState.Refunded(terms, round, capture, 0),
                        new OrderState.Refunded(terms, round, simple, 2))
                .toList();
    }
}
