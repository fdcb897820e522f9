package steadfast.gateway.contract;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.NotPayable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;

/** One gateway on the bench: its adapter, what stands behind it, and how to treat it badly. */
public interface Bench extends AutoCloseable {
    PaymentGateway gateway();

    /** The same gateway through a credential that it doesn't know. */
    PaymentGateway withWrongCredential();

    /** A charge that is paid. */
    ChargeRequest payable(PaymentId paymentId, Money amount);

    /** A charge that is refused; empty where a charge can't be. */
    Optional<ChargeRequest> refused(PaymentId paymentId, Money amount);

    /**
     * Charges that nobody can pay, by what the buyer is to be told of each: for their amount, their
     * currency or their method.
     */
    Map<NotPayable, ChargeRequest> notPayable(Supplier<PaymentId> ids);

    /** The buyer does what the charge asks, where it asks anything. */
    void buyerPays(PaymentId paymentId);

    /** Charges, so that the money arrives between the cancel's request and its answer. */
    ChargeRequest overtakingItsCancel(PaymentId paymentId, Money amount);

    /** How often the gateway took the payment's money. */
    long captures(PaymentId paymentId);

    /** How often it gave it back. */
    long refunds(PaymentId paymentId);

    /** Somebody gives so much of it back in the gateway's dashboard; it was paid whole. */
    void refundByHand(PaymentId paymentId, Money part, Money whole);

    /** The buyer's bank disputes it; false where that can't be. */
    boolean dispute(PaymentId paymentId);

    /** The refund fails after it went through; false where that leaves no trace in a query. */
    boolean failRefund(RefundRequest request);

    TroubledProxy proxy();

    /** Whether this request asks for the money, or for the code that asks for it. */
    boolean takesMoney(String firstLine);

    /** What it answers when it is too busy to tell. */
    String systemBusy();

    /** Its callback about a capture. */
    CallbackRequest callback(PaymentId paymentId, Money amount, Instant at, boolean rightKey);

    CallbackRequest unsigned(CallbackRequest signed);

    /** How it writes this amount. */
    String written(Money amount);

    /** Whether a cancel of what it doesn't know is remembered. */
    boolean leavesTombstones();

    @Override
    void close() throws IOException;
}
