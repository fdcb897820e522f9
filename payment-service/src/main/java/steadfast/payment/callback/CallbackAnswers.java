package steadfast.payment.callback;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemAnswers;
import steadfast.http.ProblemType;

/**
 * The HTTP response to each outcome. A response contains neither parts of the request nor why it
 * failed.
 */
@Singleton
class CallbackAnswers {
    /**
     * RFC 9110 requires a 401 to name a scheme; the gateway's signature scheme is agreed with it
     * privately.
     */
    private static final String SCHEME = "Signature";

    private final ProblemAnswers problems;

    CallbackAnswers(ProblemAnswers problems) {
        this.problems = problems;
    }

    /**
     * Returns the response to a callback of a configured gateway.
     *
     * @param acknowledgement the text that the gateway expects
     * @param acceptLanguage the request's header; null if it has none
     */
    Response answer(
            CallbackOutcome outcome, String acknowledgement, @Nullable String acceptLanguage) {
        return switch (outcome) {
            case PASSED_ON, DUPLICATE, KNOWN, UNKNOWN_PAYMENT, IRRELEVANT ->
                    Response.ok(acknowledgement, MediaType.TEXT_PLAIN_TYPE).build();
            case UNSIGNED, WRONG_SIGNATURE, UNSUPPORTED_ALGORITHM, STALE, FROM_THE_FUTURE ->
                    problems.answer(CallbackProblem.NOT_BELIEVED, acceptLanguage)
                            .header(HttpHeaders.WWW_AUTHENTICATE, SCHEME)
                            .build();
            case MALFORMED, DUPLICATE_PARAMETER ->
                    problem(CallbackProblem.UNREADABLE, acceptLanguage);
            case OTHER_MERCHANT -> problem(CallbackProblem.OTHER_MERCHANT, acceptLanguage);
            case OTHER_AMOUNT -> problem(CallbackProblem.OTHER_AMOUNT, acceptLanguage);
            case OTHER_CURRENCY -> problem(CallbackProblem.OTHER_CURRENCY, acceptLanguage);
            case OTHER_GATEWAY -> problem(CallbackProblem.OTHER_GATEWAY, acceptLanguage);
            case TOO_LARGE -> problem(CommonProblem.TOO_LARGE, acceptLanguage);
            case INCOMPLETE -> problem(CommonProblem.BAD_REQUEST, acceptLanguage);
            case UNKNOWN_GATEWAY -> problem(CommonProblem.NOT_FOUND, acceptLanguage);
            case BUSY, NOT_KEPT, TOO_SOON -> problem(CommonProblem.UNAVAILABLE, acceptLanguage);
        };
    }

    private Response problem(ProblemType type, @Nullable String acceptLanguage) {
        return problems.answer(type, acceptLanguage).build();
    }
}
