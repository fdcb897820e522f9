package steadfast.sandbox.http;

import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.MerchantResponse;

/** Ends a request with a refusal. */
final class ApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ApiError error;
    private final String explanation;

    ApiException(ApiError error, String explanation) {
        super(explanation);
        this.error = error;
        this.explanation = explanation;
    }

    static ApiException badRequest(String explanation) {
        return new ApiException(ApiError.BAD_REQUEST, explanation);
    }

    MerchantResponse answer() {
        return MerchantResponse.error(error, explanation);
    }
}
