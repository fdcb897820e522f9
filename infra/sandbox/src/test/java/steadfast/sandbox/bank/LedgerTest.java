package steadfast.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Settlement;

class LedgerTest {

    @Test
    void aPageHasALimitWhateverIsAskedFor() {
        Ledger ledger = new Ledger();
        for (int one = 0; one <= Ledger.PAGE_LIMIT; one++) {
            ledger.apply(
                    new LedgerEvent.Captured(
                            new PaymentKey("p-" + one),
                            new Money(1, "EUR"),
                            "card",
                            Instant.EPOCH));
        }

        Ledger.Page first = ledger.page(0, Integer.MAX_VALUE);
        Ledger.Page second = ledger.page(first.next(), Ledger.PAGE_LIMIT);

        assertThat(first.entries()).hasSize(10_000);
        assertThat(first.more()).isTrue();
        assertThat(second.entries()).extracting(Ledger.Entry::sequence).containsExactly(10_001L);
        assertThat(second.more()).isFalse();
    }

    @Test
    void aRefundThatFitsNothingIsNotBooked() {
        LedgerState ledgerState = new LedgerState();
        PaymentKey id = new PaymentKey("p");
        ledgerState.apply(new LedgerEvent.Captured(id, new Money(5, "EUR"), "card", Instant.EPOCH));
        LedgerEvent tooMuch =
                new LedgerEvent.Refunded(id, "r", new Money(6, "EUR"), "why", Instant.EPOCH);

        assertThatThrownBy(() -> ledgerState.apply(tooMuch))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ledgerState.ledger().page(0, 10).entries()).hasSize(1);
    }

    @Test
    void aPendingPaymentIsCapturedForItsOwnAmountAndOnce() {
        LedgerState ledgerState = new LedgerState();
        PaymentKey id = new PaymentKey("p");
        Money amount = new Money(5, "EUR");
        ledgerState.apply(
                new LedgerEvent.Pending(
                        id,
                        amount,
                        "card",
                        Instant.MAX,
                        Instant.EPOCH,
                        Settlement.CAPTURE,
                        Instant.EPOCH));
        LedgerEvent other =
                new LedgerEvent.Captured(id, new Money(6, "EUR"), "card", Instant.EPOCH);
        LedgerEvent capture = new LedgerEvent.Captured(id, amount, "card", Instant.EPOCH);

        assertThatThrownBy(() -> ledgerState.apply(other))
                .isInstanceOf(IllegalStateException.class);
        ledgerState.apply(capture);
        assertThatThrownBy(() -> ledgerState.apply(capture))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ledgerState.ledger().page(0, 10).entries()).hasSize(1);
        assertThat(ledgerState.payments().pending()).isZero();
    }
}
