package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.client.Receipt;
import steadfast.client.Status;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.events.OrderId;

class OpenOrdersTest {

    final EvidenceBuilder run = new EvidenceBuilder();

    @BeforeEach
    void someThingsWentWell() {
        run.completed();
        run.failed();
        OrderId refunded = run.order(Status.REFUNDED, List.of(), Set.of());
        run.capture(refunded, 1);
        run.refund(refunded, 1);
    }

    @Test
    void booksAreClosedWhenAllIsOverAndPaidOrPaidBack() {
        run.closedCase(run.order(Status.EXPIRED, List.of(), Set.of()));
        run.openCase(new OrderId(UUID.randomUUID()));
        run.move(LedgerEntry.Kind.CAPTURE, "somebody-elses-payment", 7);

        assertThat(books().areClosed()).isTrue();
    }

    @Test
    void nothingIsClosedBeforeTheFirstLook() {
        OpenOrders openOrders = new OpenOrders(run.purchases);

        assertThat(openOrders.areClosed()).isFalse();
        assertThat(openOrders.open()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING_PAYMENT", "PROCESSING", "REFUNDING", "UNHEARD_OF"})
    void anOrderThatIsNotOverIsOpen(Status status) {
        assertOpen(run.order(status, List.of(), Set.of()));
    }

    @Test
    void moneyWhereItDoesNotBelongIsOpen() {
        OrderId failed = run.failed();
        run.capture(failed, 1);

        assertOpen(failed);
    }

    @Test
    void aSecondCaptureIsOpenUntilItIsBack() {
        OrderId twice = run.completed();
        run.capture(twice, 2);
        assertOpen(twice);

        run.refund(twice, 2);

        assertThat(books().areClosed()).isTrue();
    }

    @Test
    void anOpenCaseKeepsTheBooksOpen() {
        run.openCase(run.order(Status.EXPIRED, List.of(), Set.of()));

        assertThat(books().areClosed()).isFalse();
        assertThat(books().open()).isEmpty();
    }

    @Test
    void whateverMovesChangesTheState() {
        OrderId id = run.order(Status.EXPIRED, List.of(), Set.of());
        Object before = books().state();
        assertThat(books().state()).isEqualTo(before);

        run.capture(id, 1);
        Object captured = books().state();
        run.openCase(id);
        Object reviewed = books().state();
        run.readings.put(id, new LastReading.Found(Status.REFUNDING));
        Object refunding = books().state();

        assertThat(Set.of(before, captured, reviewed, refunding)).hasSize(4);
    }

    private void assertOpen(OrderId id) {
        assertThat(books().areClosed()).isFalse();
        assertThat(books().open()).extracting(Receipt::orderId).containsExactly(id);
    }

    private OpenOrders books() {
        OpenOrders openOrders = new OpenOrders(run.purchases);
        openOrders.update(run.readings, run.ledger, run.cases);
        return openOrders;
    }
}
