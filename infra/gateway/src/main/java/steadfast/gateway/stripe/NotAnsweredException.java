package steadfast.gateway.stripe;

import com.stripe.exception.ApiConnectionException;
import steadfast.gateway.GatewayAnswer;

/** The exchange gave nothing that Stripe's library could read; carries what that means. */
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
