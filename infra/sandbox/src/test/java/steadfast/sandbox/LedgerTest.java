package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;

class LedgerTest {

    @Test
    void aPageHasALimitWhateverIsAskedFor() {
        Ledger ledger = new Ledger();
        for (int one = 0; one <= Ledger.PAGE_LIMIT; one++) {
            ledger.apply(
                    new Fact.Captured(
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
        Books books = new Books();
        PaymentKey id = new PaymentKey("p");
        books.apply(new Fact.Captured(id, new Money(5, "EUR"), "card", Instant.EPOCH));
        Fact tooMuch = new Fact.Refunded(id, "r", new Money(6, "EUR"), "why", Instant.EPOCH);

        assertThatThrownBy(() -> books.apply(tooMuch)).isInstanceOf(IllegalStateException.class);
        assertThat(books.ledger().page(0, 10).entries()).hasSize(1);
    }

    @Test
    void aPendingPaymentIsCapturedForItsOwnAmountAndOnce() {
        Books books = new Books();
        PaymentKey id = new PaymentKey("p");
        Money amount = new Money(5, "EUR");
        books.apply(
                new Fact.Pending(
                        id,
                        amount,
                        "card",
                        Instant.MAX,
                        Instant.EPOCH,
                        Settlement.CAPTURE,
                        Instant.EPOCH));
        Fact other = new Fact.Captured(id, new Money(6, "EUR"), "card", Instant.EPOCH);
        Fact capture = new Fact.Captured(id, amount, "card", Instant.EPOCH);

        assertThatThrownBy(() -> books.apply(other)).isInstanceOf(IllegalStateException.class);
        books.apply(capture);
        assertThatThrownBy(() -> books.apply(capture)).isInstanceOf(IllegalStateException.class);
        assertThat(books.ledger().page(0, 10).entries()).hasSize(1);
        assertThat(books.payments().pending()).isZero();
    }
}
