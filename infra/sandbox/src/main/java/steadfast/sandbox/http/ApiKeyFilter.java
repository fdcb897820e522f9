package steadfast.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import steadfast.sandbox.protocol.ApiError;

/** Recognises the one merchant by its API key. */
public final class ApiKeyFilter {

    private final byte[] expected;

    public ApiKeyFilter(String apiKey) {
        this.expected = ("Bearer " + apiKey).getBytes(UTF_8);
    }

    /**
     * Lets the merchant through.
     *
     * @throws ApiException if it is anybody else
     */
    void check(@Nullable String authorization) throws ApiException {
        if (authorization == null
                || !MessageDigest.isEqual(expected, authorization.getBytes(UTF_8))) {
            throw new ApiException(
                    ApiError.CREDENTIAL, "send a valid key as Authorization: Bearer <key>");
        }
    }
}
