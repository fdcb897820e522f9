package steadfast.gateway.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.NotPayable;
import steadfast.gateway.Wording;
import steadfast.gateway.http.Reply;

/**
 * Sorts replies by what they prove. A status code alone is believed only where believing it wrongly
 * costs nothing; "not found" and "refund refused" must be said in the API's own JSON, since a proxy
 * on the way says 404 too.
 */
final class ReplyReader {
    private final JsonMapper mapper =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    Reading read(Reply reply) {
        return switch (reply) {
            case Reply.NotSent notSent ->
                    new Reading.NotTaken(
                            new Refused(Refused.Cause.NOT_CONNECTED, notSent.detail()));
            case Reply.Lost lost -> new Reading.Ambiguous(new Unknown(lost.cause(), lost.detail()));
            case Reply.Answered answered -> {
                try {
                    yield read(answered);
                } catch (NonsenseException e) {
                    yield nonsense("status " + answered.status() + ", " + e.complaint());
                }
            }
        };
    }

    private Reading read(Reply.Answered answered) throws NonsenseException {
        return switch (answered.status()) {
            case 200, 201 -> new Reading.Document(object(answered));
            case 400, 401, 403 ->
                    new Reading.Rejected("status " + answered.status(), errorIfAny(answered));
            case 404 -> {
                requireError(answered, "not-found");
                yield new Reading.Absent();
            }
            case 409 -> {
                JsonNode error = requireError(answered, "key-reused");
                yield new Reading.Rejected(
                        "the payment ID is known with other terms", error(error));
            }
            case 422 -> unprocessable(object(answered));
            case 429 ->
                    new Reading.NotTaken(
                            new Refused(
                                    Refused.Cause.RATE_LIMITED,
                                    "status 429",
                                    answered.retryAfter()));
            case 503 -> ambiguous(Unknown.Cause.BUSY, "status 503");
            default ->
                    answered.status() >= 500
                            ? ambiguous(Unknown.Cause.SERVER_ERROR, "status " + answered.status())
                            : nonsense("status " + answered.status());
        };
    }

    private static Reading unprocessable(JsonNode json) throws NonsenseException {
        String code = json.path("error").asText("");
        if (code.equals("refund-refused")) {
            return new Reading.RefundDenied(
                    Wording.of(json.path("message").asText("")), error(json));
        }
        for (NotPayable why : NotPayable.values()) {
            if (why.code().equals(code)) {
                return new Reading.NotPayableThisWay(why, error(json));
            }
        }
        throw unexpected(code);
    }

    private static GatewayError error(JsonNode json) {
        return GatewayError.of(json.path("error").asText(""), json.path("message").asText(""));
    }

    /** Also a proxy on the way says 401: then there is nothing of the sandbox's to keep. */
    private @Nullable GatewayError errorIfAny(Reply.Answered answered) {
        try {
            return error(object(answered));
        } catch (NonsenseException e) {
            return null;
        }
    }

    private static NonsenseException unexpected(String code) {
        return new NonsenseException("unexpected error '" + Wording.of(code) + "'");
    }

    private static Reading nonsense(String detail) {
        return ambiguous(Unknown.Cause.NONSENSE, detail);
    }

    private static Reading ambiguous(Unknown.Cause cause, String detail) {
        return new Reading.Ambiguous(new Unknown(cause, detail));
    }

    private JsonNode requireError(Reply.Answered answered, String code) throws NonsenseException {
        JsonNode error = object(answered);
        String found = error.path("error").asText("");
        if (!found.equals(code)) {
            throw unexpected(found);
        }
        return error;
    }

    private JsonNode object(Reply.Answered answered) throws NonsenseException {
        if (!answered.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new NonsenseException(
                    "content type '" + Wording.of(answered.contentType()) + "'");
        }
        try {
            JsonNode json = mapper.readTree(answered.body());
            if (!json.isObject()) {
                throw new NonsenseException("no JSON object");
            }
            return json;
        } catch (IOException e) {
            throw new NonsenseException("a body that is not whole JSON");
        }
    }
}
