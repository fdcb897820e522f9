package steadfast.reconciler.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.store.AskedPayment;

/** Calls the gateway of a payment: the one that payment-service charges, and no other. */
@ApplicationScoped
public class GatewayClient {
    private static final String NOBODY = "none";

    private final GatewayDirectory directory;
    private final Clock clock;

    GatewayClient(GatewayDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * What a gateway answered.
     *
     * @param gateway its name, or the name of the one that could not be asked
     */
    public record Answer(String gateway, GatewayStatus status) {}

    /** Queries the payment's state. */
    public Answer query(AskedPayment asked) {
        @Nullable ChargeRequest terms = asked.terms();
        @Nullable Money agreed = terms == null ? null : terms.amount();
        return ask(asked, gateway -> GatewayStatus.of(gateway.query(asked.paymentId()), agreed));
    }

    /**
     * Closes the payment. Without terms it can only be queried, and then only an existing close
     * counts.
     */
    public Answer close(AskedPayment asked) {
        @Nullable ChargeRequest terms = asked.terms();
        if (terms == null) {
            return query(asked);
        }
        Instant askedAt = clock.instant();
        return ask(
                asked,
                gateway ->
                        GatewayStatus.ofClose(
                                gateway.cancel(terms), terms, gateway.visibilityLag(), askedAt));
    }

    private Answer ask(AskedPayment asked, Function<PaymentGateway, GatewayStatus> question) {
        String name = gatewayOf(asked);
        return new Answer(
                name, directory.find(name).map(question).orElseGet(() -> notConfigured(name)));
    }

    private String gatewayOf(AskedPayment asked) {
        return Optional.ofNullable(asked.gateway())
                .or(() ->
                        Optional.ofNullable(asked.terms())
                                .flatMap(terms ->
                                        directory.routes().gatewayOf(terms.paymentMethod())))
                .orElse(NOBODY);
    }

    private static GatewayStatus notConfigured(String name) {
        return new GatewayStatus(
                GatewayStatus.Kind.MISCONFIGURED,
                null,
                "the gateway '" + name + "' is not configured");
    }
}
