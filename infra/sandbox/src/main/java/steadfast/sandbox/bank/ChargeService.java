package steadfast.sandbox.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import steadfast.events.Money;
import steadfast.sandbox.faults.ServerFault;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.LedgerPayment;
import steadfast.sandbox.protocol.MerchantResponse;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Settlement;

/**
 * Decides what a call changes in the ledger, and records it. For one thread: nothing can come
 * between a decision and its record, so two identical charges are one capture.
 *
 * <p>A response may be sent only when the journal has settled, or a crash could revoke what a
 * merchant was told.
 */
public final class ChargeService {

    private static final String DEADLINE_PASSED = "deadline-passed";
    private static final String REFUSED_ON_SETTLEMENT = "do-not-honor";

    private final PaymentBook book;
    private final Issuer issuer;
    private final Consumer<LedgerEvent> record;
    private final Clock clock;
    private final Supplier<String> tokens;
    private final RefundService refunds;
    private final DashboardService dashboard;
    private final Replica replica = new Replica();

    /**
     * At these books.
     *
     * @param record takes a fact into the books and hands it to the journal
     * @param tokens gives one that nobody can guess to each payment that waits for its buyer
     */
    public ChargeService(
            PaymentBook book,
            Issuer issuer,
            Consumer<LedgerEvent> record,
            Clock clock,
            Supplier<String> tokens) {
        this.book = book;
        this.issuer = issuer;
        this.record = record;
        this.clock = clock;
        this.tokens = tokens;
        this.refunds = new RefundService(book, record, clock);
        this.dashboard = new DashboardService(book, refunds, record, clock);
    }

    /**
     * Carries out the call, modified by the server fault; a fault that doesn't fit the call is
     * ignored.
     */
    public MerchantResponse answer(Call call, ServerFault serverFault) {
        return switch (call) {
            case Call.Charge charge -> charge(charge, serverFault);
            case Call.Query query -> query(query.paymentId(), serverFault);
            case Call.Cancel cancel -> cancel(cancel.paymentId(), serverFault);
            case Call.Refund refund -> refunds.answer(refund);
        };
    }

    /** Carries out a dashboard action. */
    public MerchantResponse answer(DashboardAction what) {
        return dashboard.answer(what);
    }

    private MerchantResponse charge(Call.Charge charge, ServerFault serverFault) {
        Optional<LedgerPayment> known = book.find(charge.paymentId());
        if (known.isPresent()) {
            return matches(known.get(), charge.amount())
                    ? MerchantResponse.charge(known.get(), charge.amount())
                    : MerchantResponse.error(
                            ApiError.KEY_REUSED,
                            "this paymentId was already charged with another amount");
        }
        Instant now = clock.instant();
        record.accept(decide(charge, serverFault, now));
        if (serverFault instanceof ServerFault.Lag lag) {
            replica.hide(charge.paymentId(), now.plus(lag.length()));
        }
        return MerchantResponse.charge(
                book.find(charge.paymentId()).orElseThrow(), charge.amount());
    }

    private LedgerEvent decide(Call.Charge charge, ServerFault serverFault, Instant now) {
        if (now.isAfter(charge.payBy())) {
            return declined(charge, DEADLINE_PASSED, now);
        }
        Optional<String> refusal = issuer.refusal(charge.paymentMethod());
        if (refusal.isPresent()) {
            return declined(charge, refusal.get(), now);
        }
        return switch (serverFault) {
            case ServerFault.Declined declined -> declined(charge, declined.reason(), now);
            case ServerFault.Pending pending ->
                    new LedgerEvent.Pending(
                            charge.paymentId(),
                            charge.amount(),
                            charge.paymentMethod(),
                            charge.payBy(),
                            now.plus(pending.settlesAfter()),
                            pending.settlement(),
                            now);
            case ServerFault.None none -> taken(charge, now);
            case ServerFault.Lag lag -> taken(charge, now);
            case ServerFault.Unseen unseen -> taken(charge, now);
            case ServerFault.Overtaken overtaken -> taken(charge, now);
        };
    }

    private LedgerEvent taken(Call.Charge charge, Instant now) {
        if (!issuer.asksTheBuyer(charge.paymentMethod())) {
            return new LedgerEvent.Captured(
                    charge.paymentId(), charge.amount(), charge.paymentMethod(), now);
        }
        String token = tokens.get();
        return new LedgerEvent.ActionRequired(
                charge.paymentId(),
                charge.amount(),
                charge.paymentMethod(),
                charge.payBy(),
                token,
                "%s/v1/payments/%s/pay?token=%s"
                        .formatted(charge.gateway(), charge.paymentId(), token),
                now);
    }

    private static LedgerEvent declined(Call.Charge charge, String reason, Instant now) {
        return new LedgerEvent.Declined(
                charge.paymentId(), charge.amount(), charge.paymentMethod(), reason, now);
    }

    private static boolean matches(LedgerPayment payment, Money amount) {
        return switch (payment) {
            case LedgerPayment.Open open -> open.amount().equals(amount);
            case LedgerPayment.Captured captured -> captured.amount().equals(amount);
            case LedgerPayment.Declined declined -> declined.amount().equals(amount);
            case LedgerPayment.Cancelled cancelled ->
                    cancelled.amount().orElse(amount).equals(amount);
        };
    }

    private MerchantResponse query(PaymentKey paymentId, ServerFault serverFault) {
        Instant now = clock.instant();
        return book.find(paymentId)
                .filter(payment -> replica.shows(payment, serverFault, now))
                .map(MerchantResponse::payment)
                .orElseGet(MerchantResponse::unknownPayment);
    }

    /** Closes an uncaptured payment; for an unknown key it leaves a tombstone. */
    private MerchantResponse cancel(PaymentKey paymentId, ServerFault serverFault) {
        Instant now = clock.instant();
        Optional<LedgerPayment> known = book.find(paymentId);
        if (known.isEmpty()) {
            record.accept(new LedgerEvent.Cancelled(paymentId, now));
        } else if (known.get() instanceof LedgerPayment.Open open) {
            record.accept(
                    isOvertaken(open, serverFault) && !now.isAfter(open.payBy())
                            ? captured(open, now)
                            : new LedgerEvent.Cancelled(paymentId, now));
        }
        return book.find(paymentId).map(MerchantResponse::payment).orElseThrow();
    }

    private static boolean isOvertaken(LedgerPayment.Open open, ServerFault serverFault) {
        return switch (open) {
            case LedgerPayment.Pending pending ->
                    serverFault instanceof ServerFault.Overtaken
                            || pending.settlement() == Settlement.CAPTURE_BEFORE_CANCEL;
            case LedgerPayment.ActionRequired asked -> false; // no money is on its way
        };
    }

    /** Captures a payment that waits for its buyer, if it is in time. */
    public MerchantResponse pay(PaymentKey paymentId, String token) {
        Instant now = clock.instant();
        if (book.find(paymentId).orElse(null) instanceof LedgerPayment.ActionRequired asked
                && MessageDigest.isEqual(asked.token().getBytes(UTF_8), token.getBytes(UTF_8))
                && !now.isAfter(asked.payBy())) {
            record.accept(captured(asked, now));
            return book.find(paymentId).map(MerchantResponse::payment).orElseThrow();
        }
        return MerchantResponse.error(
                ApiError.NOTHING_TO_PAY, "it is paid or closed, or the token is wrong");
    }

    /** Settles every payment whose time has come. */
    public void settleDue() {
        Instant now = clock.instant();
        List<LedgerPayment.Open> due =
                book.open().stream().filter(payment -> isDue(payment, now)).toList();
        due.forEach(payment -> record.accept(settled(payment, now)));
    }

    private static boolean isDue(LedgerPayment.Open open, Instant now) {
        return switch (open) {
            case LedgerPayment.Pending pending -> !now.isBefore(pending.settlesAt());
            case LedgerPayment.ActionRequired asked -> now.isAfter(asked.payBy());
        };
    }

    private static LedgerEvent settled(LedgerPayment.Open open, Instant now) {
        return switch (open) {
            case LedgerPayment.Pending pending -> settled(pending, now);
            case LedgerPayment.ActionRequired asked -> new LedgerEvent.Cancelled(asked.id(), now);
        };
    }

    private static LedgerEvent settled(LedgerPayment.Pending pending, Instant now) {
        if (now.isAfter(pending.payBy())) {
            return declined(pending, DEADLINE_PASSED, now);
        }
        return switch (pending.settlement()) {
            case CAPTURE, CAPTURE_BEFORE_CANCEL -> captured(pending, now);
            case DECLINE -> declined(pending, REFUSED_ON_SETTLEMENT, now);
        };
    }

    private static LedgerEvent captured(LedgerPayment.Open open, Instant now) {
        return new LedgerEvent.Captured(open.id(), open.amount(), open.paymentMethod(), now);
    }

    private static LedgerEvent declined(LedgerPayment.Pending pending, String reason, Instant now) {
        return new LedgerEvent.Declined(
                pending.id(), pending.amount(), pending.paymentMethod(), reason, now);
    }
}
