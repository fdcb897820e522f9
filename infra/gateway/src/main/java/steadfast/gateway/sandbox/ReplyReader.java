package steadfast.gateway.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
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
            case 400, 401, 403 -> new Reading.Rejected("status " + answered.status());
            case 404 -> {
                requireError(answered, "not-found");
                yield new Reading.Absent();
            }
            case 409 -> {
                requireError(answered, "key-reused");
                yield new Reading.Rejected("the payment ID is known with other terms");
            }
            case 422 -> {
                JsonNode error = requireError(answered, "refund-refused");
                yield new Reading.RefundDenied(Wording.of(error.path("message").asText("")));
            }
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
            throw new NonsenseException("unexpected error '" + Wording.of(found) + "'");
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
