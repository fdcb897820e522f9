package steadfast.reconciler.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.lifecycle.OrderHistory;
import steadfast.reconciler.lifecycle.PollGoal;
import steadfast.reconciler.lifecycle.PollSchedule;

/**
 * The payments whose end is not certain. Its methods join the caller's transaction; those that name
 * one payment need its order's row locked, which is why two never race for a row here.
 */
@ApplicationScoped
public class PolledPayments implements PanacheRepositoryBase<PolledPayment, String> {

    /** The length at which a gateway's message is cut; it is for people. */
    private static final int MAX_DETAIL_CHARACTERS = 500;

    private final PollSchedule schedule;

    PolledPayments(PollSchedule schedule) {
        this.schedule = schedule;
    }

    /** Updates the rows of an order to its current history. */
    void update(WatchedOrder order, OrderHistory before, OrderHistory after, Instant now) {
        SortedMap<Integer, PollGoal> was = PollGoal.of(before);
        SortedMap<Integer, PollGoal> is = PollGoal.of(after);
        SortedSet<Integer> rounds = new TreeSet<>(was.keySet());
        rounds.addAll(is.keySet());
        for (int round : rounds) {
            PollGoal pollGoal = is.get(round);
            if (pollGoal == null) {
                stopPolling(new PaymentId(order.orderId(), round));
            } else if (pollGoal != was.get(round) || deadlineMoved(round, before, after)) {
                Instant closesAt =
                        schedule.closesAt(
                                pollGoal,
                                order.expiresAt(),
                                after.buyersDeadline(round).orElse(null),
                                now);
                Instant first = schedule.first(pollGoal, order.expiresAt(), now);
                open(new PaymentId(order.orderId(), round), pollGoal, first, closesAt);
            }
        }
    }

    private static boolean deadlineMoved(int round, OrderHistory before, OrderHistory after) {
        return !before.buyersDeadline(round).equals(after.buyersDeadline(round));
    }

    private void open(
            PaymentId paymentId,
            PollGoal pollGoal,
            @Nullable Instant first,
            @Nullable Instant closesAt) {
        getEntityManager()
                .createNativeQuery(
                        """
                        insert into polled_payment as known (payment_id, aim, next_poll_at, closes_at, polls)
                        values (:paymentId, :aim, cast(:first as timestamptz), cast(:closesAt as timestamptz), 0)
                        on conflict (payment_id) do update set
                            aim = excluded.aim,
                            next_poll_at = least(known.next_poll_at, excluded.next_poll_at),
                            closes_at = excluded.closes_at
                        """)
                .setParameter("paymentId", paymentId.toString())
                .setParameter("aim", pollGoal.name())
                .setParameter("first", first)
                .setParameter("closesAt", closesAt)
                .executeUpdate();
    }

    /**
     * The row of a payment that was never polled is deleted; one that was polled keeps its answer.
     */
    private void stopPolling(PaymentId paymentId) {
        int forgotten =
                getEntityManager()
                        .createNativeQuery(
                                "delete from polled_payment where payment_id = :paymentId and polls"
                                        + " = 0")
                        .setParameter("paymentId", paymentId.toString())
                        .executeUpdate();
        if (forgotten == 0) {
            getEntityManager()
                    .createNativeQuery(
                            "update polled_payment set aim = null, next_poll_at = null, closes_at ="
                                    + " null where payment_id = :paymentId")
                    .setParameter("paymentId", paymentId.toString())
                    .executeUpdate();
        }
    }

    /**
     * Leases polls that are due, longest due first. Polls locked by another instance are skipped; a
     * poll that was leased and never reported is due again when its lease ends.
     */
    public List<PolledPayment> claim(Instant now, int limit) {
        List<PolledPayment> due =
                getEntityManager()
                        .createQuery(
                                "from PolledPayment where nextPollAt <= :now order by nextPollAt",
                                PolledPayment.class)
                        .setParameter("now", now)
                        .setMaxResults(limit)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                        .getResultList();
        due.forEach(payment -> payment.lease(now.plus(schedule.lease())));
        return due;
    }

    /** Stores an answer, and plans the next poll unless none is needed any more. */
    public void answered(PolledPayment asked, GatewayStatus status, double chance, Instant now) {
        Instant next =
                schedule.next(status.kind(), asked.polls() + 1, asked.closesAt(), chance, now);
        answered(asked.paymentId(), status, next, now);
    }

    private void answered(PaymentId paymentId, GatewayStatus status, Instant next, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        """
                        update polled_payment set
                            polls = polls + 1,
                            last_answer = :answer,
                            last_detail = cast(:detail as text),
                            last_asked_at = :now,
                            -- The moment to close may have moved up since the poll was taken.
                            next_poll_at = case when aim is null then null else least(
                                cast(:next as timestamptz),
                                case when closes_at > :now then closes_at end) end
                        where payment_id = :paymentId
                        """)
                .setParameter("answer", status.kind().name())
                .setParameter("detail", readable(status.detail()))
                .setParameter("now", now)
                .setParameter("next", next)
                .setParameter("paymentId", paymentId.toString())
                .executeUpdate();
    }

    /** PostgreSQL does not take NUL, and a gateway may send anything. */
    private static @Nullable String readable(@Nullable String detail) {
        if (detail == null) {
            return null;
        }
        String clean = detail.replace('\0', ' ');
        return clean.substring(0, Math.min(MAX_DETAIL_CHARACTERS, clean.length()));
    }

    /** Returns what was asked about this payment. */
    public Optional<PolledPayment> polled(PaymentId paymentId) {
        return findByIdOptional(paymentId.toString());
    }

    /** Returns those of these payments that were polled, in any order. */
    public List<PolledPayment> all(Collection<PaymentId> paymentIds) {
        return list("paymentId in ?1", paymentIds.stream().map(PaymentId::toString).toList());
    }
}
