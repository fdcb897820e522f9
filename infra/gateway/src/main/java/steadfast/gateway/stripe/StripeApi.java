package steadfast.gateway.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.http.Deadline;

/**
 * The calls to Stripe. Each has the time that its operation has left; none is retried; all throw
 * only {@link StripeException}.
 */
final class StripeApi implements AutoCloseable {
    /** The metadata key by which an intent is found and recognised. */
    static final String PAYMENT_ID = "payment_id";

    /** The metadata key of the deadline that we report; Stripe itself does not enforce one. */
    static final String PAY_BY = "pay_by";

    /** The metadata key by which a refund is recognised. */
    static final String REFUND_KEY = "refund_key";

    private static final String CHARGE = "latest_charge";
    private static final long MAX_LISTED = 100;

    private final StripeTransport transport;
    private final StripeClient client;
    private final StripeSettings settings;

    StripeApi(StripeSettings settings) {
        this.settings = settings;
        this.transport = new StripeTransport(settings.timeouts().connect());
        this.client =
                StripeClient.builder()
                        .setApiKey(settings.apiKey())
                        .setApiBase(settings.apiBase().toString())
                        .setMaxNetworkRetries(0)
                        .setHttpClient(transport)
                        .build();
    }

    /** Creates an unconfirmed intent; the same one for the same payment. */
    PaymentIntent create(
            ChargeRequest request, long amount, StripeSettings.Method method, Deadline deadline)
            throws StripeException {
        PaymentIntentCreateParams params =
                PaymentIntentCreateParams.builder()
                        .setAmount(amount)
                        .setCurrency(request.amount().currency().toLowerCase(Locale.ROOT))
                        .addPaymentMethodType(method.type())
                        .putMetadata(PAYMENT_ID, request.paymentId().toString())
                        .putMetadata(PAY_BY, request.payBy().toString())
                        .build();
        return called(() ->
                client.v1()
                        .paymentIntents()
                        .create(params, options(deadline, request.paymentId().toString())));
    }

    /** Confirms the intent, which charges it. */
    PaymentIntent confirm(
            String intent, PaymentId paymentId, StripeSettings.Method method, Deadline deadline)
            throws StripeException {
        PaymentIntentConfirmParams params =
                PaymentIntentConfirmParams.builder()
                        .setPaymentMethod(method.paymentMethod())
                        .setReturnUrl(settings.returnUrl().toString())
                        .addExpand(CHARGE)
                        .build();
        return called(() ->
                client.v1()
                        .paymentIntents()
                        .confirm(intent, params, options(deadline, paymentId + "-confirm")));
    }

    PaymentIntent retrieve(String intent, Deadline deadline) throws StripeException {
        PaymentIntentRetrieveParams params =
                PaymentIntentRetrieveParams.builder().addExpand(CHARGE).build();
        return called(() ->
                client.v1().paymentIntents().retrieve(intent, params, options(deadline, null)));
    }

    /** Needs no key: an intent that is cancelled can't be cancelled again. */
    PaymentIntent cancel(String intent, Deadline deadline) throws StripeException {
        PaymentIntentCancelParams params =
                PaymentIntentCancelParams.builder().addExpand(CHARGE).build();
        return called(
                () -> client.v1().paymentIntents().cancel(intent, params, options(deadline, null)));
    }

    /** Eventually consistent: what was created in the last minute may be missing. */
    List<PaymentIntent> search(PaymentId paymentId, Deadline deadline) throws StripeException {
        PaymentIntentSearchParams params =
                PaymentIntentSearchParams.builder()
                        .setQuery("metadata['" + PAYMENT_ID + "']:'" + paymentId + "'")
                        .build();
        return listed(
                called(() -> client.v1().paymentIntents().search(params, options(deadline, null)))
                        .getData());
    }

    Refund refund(String intent, RefundRequest request, long amount, Deadline deadline)
            throws StripeException {
        RefundCreateParams params =
                RefundCreateParams.builder()
                        .setPaymentIntent(intent)
                        .setAmount(amount)
                        .putMetadata(PAYMENT_ID, request.paymentId().toString())
                        .putMetadata(REFUND_KEY, request.idempotencyKey())
                        .build();
        return called(() ->
                client.v1().refunds().create(params, options(deadline, request.idempotencyKey())));
    }

    List<Refund> refunds(String intent, Deadline deadline) throws StripeException {
        RefundListParams params =
                RefundListParams.builder().setPaymentIntent(intent).setLimit(MAX_LISTED).build();
        return listed(
                called(() -> client.v1().refunds().list(params, options(deadline, null)))
                        .getData());
    }

    List<Dispute> disputes(String intent, Deadline deadline) throws StripeException {
        DisputeListParams params =
                DisputeListParams.builder().setPaymentIntent(intent).setLimit(MAX_LISTED).build();
        return listed(
                called(() -> client.v1().disputes().list(params, options(deadline, null)))
                        .getData());
    }

    /** Returns whether Stripe repeated an old answer instead of the current state. */
    static boolean replayed(PaymentIntent intent) {
        return intent.getLastResponse() != null
                && intent.getLastResponse()
                        .headers()
                        .firstValue("Idempotent-Replayed")
                        .filter("true"::equals)
                        .isPresent();
    }

    private static RequestOptions options(Deadline deadline, @Nullable String key) {
        int millis = Math.clamp(deadline.remaining().toMillis(), 0, Integer.MAX_VALUE);
        RequestOptions.RequestOptionsBuilder options =
                RequestOptions.builder().setReadTimeout(millis).setMaxNetworkRetries(0);
        return key == null ? options.build() : options.setIdempotencyKey(key).build();
    }

    private static <T> List<T> listed(@Nullable List<T> data) throws ApiException {
        if (data == null) {
            throw unreadable("a list without data", null);
        }
        return data;
    }

    /** The library can throw any exception when JSON has an unexpected shape. */
    private static <T> T called(Callable<T> call) throws StripeException {
        try {
            return call.call();
        } catch (StripeException e) {
            throw e;
        } catch (Exception e) {
            throw unreadable("an answer of another shape", e);
        }
    }

    private static ApiException unreadable(String what, @Nullable Throwable cause) {
        return new ApiException(what, null, null, 0, cause);
    }

    @Override
    public void close() {
        transport.close();
    }
}
