package steadfast.gateway.stripe;

import com.stripe.exception.StripeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.http.Deadline;

/**
 * The gateway for Stripe's PaymentIntents. A charge creates an unconfirmed intent, stores its ID,
 * and only then confirms it; a cancel closes the same intent, and creates it first if necessary.
 * Stripe enforces no deadline, so a payment whose time is over is closed only by such a cancel.
 */
public final class StripeGateway implements PaymentGateway, AutoCloseable {
    /** Search lags by a minute, and by up to an hour during Stripe's outages. */
    private static final Duration VISIBILITY_LAG = Duration.ofHours(1);

    private final StripeSettings settings;
    private final StripeApi api;
    private final Intents intents;
    private final Charging charging;
    private final StripeRefunds refunding;
    private final StripeWebhooks webhooks;

    /** Creates a gateway with these settings that stores the IDs of its intents there. */
    public StripeGateway(StripeSettings settings, GatewayReferences references) {
        this.settings = settings;
        this.api = new StripeApi(settings);
        this.intents = new Intents(api, settings, references);
        this.charging = new Charging(api, intents);
        this.refunding = new StripeRefunds(api, intents);
        this.webhooks = new StripeWebhooks(settings);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        StripeSettings.Method method = settings.methods().get(request.paymentMethod());
        if (method == null) {
            return notConfigured(request);
        }
        try {
            Terms terms = new Terms(StripeMoney.toStripe(request.amount()), method);
            return charging.charge(request, terms, Deadline.after(settings.timeouts().charge()));
        } catch (StripeMoney.InexpressibleException e) {
            return neverMade(e);
        }
    }

    private static Misconfigured notConfigured(ChargeRequest request) {
        return new Misconfigured(
                "no method of Stripe's is configured for '" + request.paymentMethod() + "'");
    }

    /** A payment that can't be expressed at Stripe was never sent: it has no intent. */
    private static Declined neverMade(StripeMoney.InexpressibleException e) {
        return Declined.notPayableThisWay(e.why(), GatewayError.of("not-sent", e.complaint()));
    }

    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        PaymentId paymentId = request.paymentId();
        StripeSettings.Method method = settings.methods().get(request.paymentMethod());
        if (method == null) {
            return notConfigured(request);
        }
        Deadline deadline = Deadline.after(settings.timeouts().cancel());
        String intent;
        try {
            Terms terms = new Terms(StripeMoney.toStripe(request.amount()), method);
            intent = intents.findOrMake(request, terms, deadline);
        } catch (StripeMoney.InexpressibleException e) {
            return neverMade(e);
        } catch (StripeException e) {
            return StripeErrors.ofMaking(e, request.amount().amountMinor());
        }
        return close(intent, paymentId, deadline);
    }

    private GatewayAnswer.OfCancel close(String intent, PaymentId paymentId, Deadline deadline) {
        try {
            return switch (intents.close(intent, paymentId, deadline)) {
                case PaymentIntentStatus.Closed closed -> closed(closed);
                case PaymentIntentStatus.Paid paid ->
                        paid.touched()
                                ? otherState("cancelled, but refunded or disputed")
                                : new Captured(paid.amount(), paid.at());
                case PaymentIntentStatus.Processing processing -> pending();
                case PaymentIntentStatus.Nonsense nonsense ->
                        StripeErrors.nonsense(nonsense.what());
                case PaymentIntentStatus.Unconfirmed open ->
                        otherState("cancelled, but still open");
                case PaymentIntentStatus.Failed open -> otherState("cancelled, but still open");
                case PaymentIntentStatus.Acting open ->
                        otherState("cancelled, but still to be paid");
            };
        } catch (StripeException e) {
            return StripeErrors.of(e);
        }
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        Deadline deadline = Deadline.after(settings.timeouts().query());
        try {
            Optional<String> intent = intents.find(paymentId, deadline);
            return intent.isEmpty() ? new NotFound() : queried(intent.get(), paymentId, deadline);
        } catch (StripeException e) {
            return StripeErrors.of(e);
        }
    }

    private GatewayAnswer.OfQuery queried(String intent, PaymentId paymentId, Deadline deadline)
            throws StripeException {
        return switch (intents.look(intent, paymentId, deadline)) {
            // No call that could charge was made yet.
            case PaymentIntentStatus.Unconfirmed unconfirmed -> new NotFound();
            // A decline that we have not closed yet counts only once it is closed.
            case PaymentIntentStatus.Failed failed ->
                    charging.declined(intent, paymentId, failed, deadline);
            case PaymentIntentStatus.Paid paid ->
                    paid.touched()
                            ? refunding.found(intent, paid, deadline)
                            : new Captured(paid.amount(), paid.at());
            case PaymentIntentStatus.Closed closed -> closed(closed);
            case PaymentIntentStatus.Acting acting ->
                    new GatewayAnswer.ActionRequired(acting.action(), acting.until());
            case PaymentIntentStatus.Processing processing -> pending();
            case PaymentIntentStatus.Nonsense nonsense -> StripeErrors.nonsense(nonsense.what());
        };
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        return refunding.refund(request, Deadline.after(settings.timeouts().refund()));
    }

    @Override
    public Duration visibilityLag() {
        return VISIBILITY_LAG;
    }

    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return webhooks.read(request, now);
    }

    @Override
    public String callbackAcknowledgement() {
        return "";
    }

    static GatewayAnswer.OfPayment closed(PaymentIntentStatus.Closed closed) {
        Declined no = closed.no();
        return no == null ? new Cancelled() : no;
    }

    static Unknown pending() {
        return new Unknown(Unknown.Cause.PENDING, "pending");
    }

    static Unknown otherState(String what) {
        return new Unknown(Unknown.Cause.OTHER_STATE, what);
    }

    /** Aborts calls that are still running. */
    @Override
    public void close() {
        api.close();
    }
}
