package steadfast.sandbox.bank;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import steadfast.events.Money;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.LedgerPayment;
import steadfast.sandbox.protocol.PaymentKey;

/** Every payment by its key, built from the facts so far. For one thread. */
public final class PaymentBook {

    private final Map<PaymentKey, LedgerPayment> payments = new HashMap<>();
    private final SequencedMap<PaymentKey, LedgerPayment.Open> open = new LinkedHashMap<>();

    /** Returns the payment of this ID, if there is one. */
    public Optional<LedgerPayment> find(PaymentKey id) {
        return Optional.ofNullable(payments.get(id));
    }

    /** Returns the undecided payments, in order of arrival. */
    Collection<LedgerPayment.Open> open() {
        return Collections.unmodifiableCollection(open.values());
    }

    /** Returns how many of them settle by themselves. */
    public int pending() {
        return (int) open.values().stream().filter(LedgerPayment.Pending.class::isInstance).count();
    }

    /** Returns the number of payments. */
    public int size() {
        return payments.size();
    }

    /**
     * Takes a fact in.
     *
     * @throws IllegalStateException if it contradicts the known facts
     */
    void apply(LedgerEvent ledgerEvent) {
        switch (ledgerEvent) {
            case LedgerEvent.Pending taken ->
                    add(
                            new LedgerPayment.Pending(
                                    taken.paymentId(),
                                    taken.amount(),
                                    taken.paymentMethod(),
                                    taken.payBy(),
                                    taken.settlesAt(),
                                    taken.settlement()));
            case LedgerEvent.ActionRequired asked ->
                    add(
                            new LedgerPayment.ActionRequired(
                                    asked.paymentId(),
                                    asked.amount(),
                                    asked.paymentMethod(),
                                    asked.payBy(),
                                    asked.token(),
                                    asked.action()));
            case LedgerEvent.Captured captured -> {
                requireAmount(captured.paymentId(), captured.amount());
                decide(
                        new LedgerPayment.Captured(
                                captured.paymentId(),
                                captured.amount(),
                                captured.at(),
                                new LinkedHashMap<>(),
                                Map.of(),
                                Optional.empty()));
            }
            case LedgerEvent.Declined declined ->
                    decide(
                            new LedgerPayment.Declined(
                                    declined.paymentId(), declined.amount(), declined.reason()));
            case LedgerEvent.Cancelled cancelled ->
                    decide(
                            new LedgerPayment.Cancelled(
                                    cancelled.paymentId(),
                                    Optional.ofNullable(open.get(cancelled.paymentId()))
                                            .map(LedgerPayment.Open::amount)));
            case LedgerEvent.Refunded refunded -> refund(refunded);
            case LedgerEvent.RefundFailed failed -> refundFailed(failed);
            case LedgerEvent.Disputed disputed -> dispute(disputed);
            case LedgerEvent.Scripted scripted -> {}
            case LedgerEvent.StepTaken taken -> {}
        }
    }

    private void add(LedgerPayment.Open payment) {
        if (payments.containsKey(payment.id())) {
            throw new IllegalStateException("payment " + payment.id() + " is known already");
        }
        payments.put(payment.id(), payment);
        open.put(payment.id(), payment);
    }

    private void requireAmount(PaymentKey id, Money amount) {
        LedgerPayment.Open known = open.get(id);
        if (known != null && !known.amount().equals(amount)) {
            throw new IllegalStateException("payment " + id + " is captured for another amount");
        }
    }

    private void decide(LedgerPayment payment) {
        if (payments.containsKey(payment.id()) && open.remove(payment.id()) == null) {
            throw new IllegalStateException("payment " + payment.id() + " is decided twice");
        }
        payments.put(payment.id(), payment);
    }

    private void refund(LedgerEvent.Refunded refund) {
        if (!(payments.get(refund.paymentId()) instanceof LedgerPayment.Captured captured)
                || captured.refunds().containsKey(refund.key())
                || refund.amount().amountMinor() > captured.refundableMinor()) {
            throw new IllegalStateException(
                    "refund " + refund.key() + " does not fit payment " + refund.paymentId());
        }
        payments.put(captured.id(), captured.refunded(refund.key(), refund.amount()));
    }

    private void refundFailed(LedgerEvent.RefundFailed failed) {
        if (!(payments.get(failed.paymentId()) instanceof LedgerPayment.Captured captured)
                || !failed.amount().equals(captured.refunds().get(failed.key()))) {
            throw new IllegalStateException(
                    "refund "
                            + failed.key()
                            + " of payment "
                            + failed.paymentId()
                            + " is not there");
        }
        payments.put(captured.id(), captured.withFailed(failed.key()));
    }

    private void dispute(LedgerEvent.Disputed disputed) {
        if (!(payments.get(disputed.paymentId()) instanceof LedgerPayment.Captured captured)
                || captured.dispute().isPresent()
                || disputed.amount().amountMinor() != captured.refundableMinor()) {
            throw new IllegalStateException(
                    "the dispute does not fit payment " + disputed.paymentId());
        }
        payments.put(captured.id(), captured.disputed(disputed.reason()));
    }
}
