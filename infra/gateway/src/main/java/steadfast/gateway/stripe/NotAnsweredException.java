package steadfast.gateway.stripe;

import com.stripe.exception.ApiConnectionException;
import steadfast.gateway.GatewayAnswer;

/** Thrown if the exchange returned nothing that Stripe's library could read; holds its meaning. */
final class NotAnsweredException extends ApiConnectionException {
    private static final long serialVersionUID = 1L;

    private final transient GatewayAnswer.OfAny meaning;

    NotAnsweredException(GatewayAnswer.OfAny meaning) {
        super(meaning.toString());
        this.meaning = meaning;
    }

    GatewayAnswer.OfAny meaning() {
        return meaning;
    }
}
