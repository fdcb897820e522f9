package steadfast.payment.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.events.kafka.EventOutbox;
import steadfast.payment.lifecycle.Payment;

/** Writes many payments at once, in the caller's transaction. */
@ApplicationScoped
class PaymentTable {
    /**
     * Also matches a payment that was opened before on the same terms and never sent: it counts as
     * new.
     */
    private static final String OPEN =
            """
            insert into payment (payment_id, order_id, round, amount_minor, currency, method,
                gateway, pay_by, status, attempt, detail, last_said, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, 0), ?, ?, ?, ?)
            on conflict (payment_id) do update set status = excluded.status,
                attempt = excluded.attempt, detail = excluded.detail,
                last_said = excluded.last_said, updated_at = excluded.updated_at
            where payment.status = 'REQUESTED' and payment.attempt = 0
                and payment.last_said = '[]'
                and (payment.amount_minor, payment.currency, payment.method, payment.gateway,
                        payment.pay_by)
                    = (excluded.amount_minor, excluded.currency, excluded.method,
                        excluded.gateway, excluded.pay_by)\
            """;

    private static final String CHANGE =
            """
            update payment set status = ?, attempt = coalesce(?, attempt), detail = ?, action = ?,
                action_until = ?, captured_at = ?, refund_number = ?,
                last_said = coalesce(?, last_said), updated_at = ?
            where payment_id = ? and status = ? and attempt = coalesce(?, attempt)
                and (detail, action, action_until, captured_at, refund_number)
                    is not distinct from (?, ?, ?, ?, ?)\
            """;

    private final AgroalDataSource dataSource;
    private final EventOutbox outbox;
    private final Clock clock;

    PaymentTable(AgroalDataSource dataSource, EventOutbox outbox, Clock clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns for each write, in order, whether it found its row as it needs it. */
    boolean[] write(List<PaymentWrite> writes) throws SQLException {
        boolean[] written = new boolean[writes.size()];
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Integer> opened = new ArrayList<>();
        List<Integer> changed = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement open = connection.prepareStatement(OPEN);
                PreparedStatement change = connection.prepareStatement(CHANGE)) {
            for (int i = 0; i < writes.size(); i++) {
                switch (writes.get(i)) {
                    case PaymentWrite.Open write -> {
                        bind(open, write, now);
                        open.addBatch();
                        opened.add(i);
                    }
                    case PaymentWrite.Change write -> {
                        bind(change, write, now);
                        change.addBatch();
                        changed.add(i);
                    }
                }
            }
            execute(open, opened, written);
            execute(change, changed, written);
        }
        return written;
    }

    private static void execute(PreparedStatement batch, List<Integer> places, boolean[] written)
            throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        int[] rows = batch.executeBatch();
        for (int i = 0; i < rows.length; i++) {
            written[places.get(i)] = rows[i] == 1;
        }
    }

    private void bind(PreparedStatement open, PaymentWrite.Open write, OffsetDateTime now)
            throws SQLException {
        Payment payment = write.payment();
        StateColumns state = StateColumns.of(payment.state());
        open.setString(1, payment.paymentId().toString());
        open.setObject(2, payment.paymentId().orderId().value());
        open.setInt(3, payment.paymentId().round());
        open.setLong(4, payment.amount().amountMinor());
        open.setString(5, payment.amount().currency());
        open.setString(6, payment.method());
        open.setString(7, payment.gateway());
        open.setObject(8, payment.payBy().atOffset(ZoneOffset.UTC));
        open.setString(9, state.status());
        open.setObject(10, state.attempt(), Types.INTEGER);
        open.setString(11, state.detail());
        open.setString(12, outbox.write(write.envelopes()));
        open.setObject(13, now);
        open.setObject(14, now);
    }

    private void bind(PreparedStatement change, PaymentWrite.Change write, OffsetDateTime now)
            throws SQLException {
        StateColumns next = StateColumns.of(write.payment().state());
        change.setString(1, next.status());
        change.setObject(2, next.attempt(), Types.INTEGER);
        bindParticulars(change, 3, next);
        change.setString(8, write.envelopes().isEmpty() ? null : outbox.write(write.envelopes()));
        change.setObject(9, now);
        change.setString(10, write.payment().paymentId().toString());
        StateColumns seen = StateColumns.of(write.seen().state());
        change.setString(11, seen.status());
        change.setObject(12, seen.attempt(), Types.INTEGER);
        bindParticulars(change, 13, seen);
    }

    private static void bindParticulars(PreparedStatement change, int first, StateColumns state)
            throws SQLException {
        change.setString(first, state.detail());
        change.setString(first + 1, state.action());
        change.setObject(first + 2, time(state.actionUntil()), Types.TIMESTAMP_WITH_TIMEZONE);
        change.setObject(first + 3, time(state.capturedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
        change.setObject(first + 4, state.refundNumber(), Types.INTEGER);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
