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
 * Classifies replies by what they prove. A status code alone is trusted only where an error costs
 * nothing; "not found" and "refund refused" must be in the API's own JSON, since a proxy in between
 * can also answer 404.
 */
final class ReplyReader {
    private final JsonMapper mapper =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    SandboxReading read(Reply reply) {
        return switch (reply) {
            case Reply.NotSent notSent ->
                    new SandboxReading.NotTaken(
                            new Refused(Refused.Cause.NOT_CONNECTED, notSent.detail()));
            case Reply.Lost lost ->
                    new SandboxReading.Ambiguous(new Unknown(lost.cause(), lost.detail()));
            case Reply.Answered answered -> {
                try {
                    yield read(answered);
                } catch (UnreadableReplyException e) {
                    yield nonsense("status " + answered.status() + ", " + e.complaint());
                }
            }
        };
    }

    private SandboxReading read(Reply.Answered answered) throws UnreadableReplyException {
        return switch (answered.status()) {
            case 200, 201 -> new SandboxReading.Document(object(answered));
            case 400, 401, 403 ->
                    new SandboxReading.Rejected(
                            "status " + answered.status(), errorIfAny(answered));
            case 404 -> {
                requireError(answered, "not-found");
                yield new SandboxReading.Absent();
            }
            case 409 -> {
                JsonNode error = requireError(answered, "key-reused");
                yield new SandboxReading.Rejected(
                        "the payment ID is known with other terms", error(error));
            }
            case 422 -> unprocessable(object(answered));
            case 429 ->
                    new SandboxReading.NotTaken(
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

    private static SandboxReading unprocessable(JsonNode json) throws UnreadableReplyException {
        String code = json.path("error").asText("");
        if (code.equals("refund-refused")) {
            return new SandboxReading.RefundDenied(
                    Wording.of(json.path("message").asText("")), error(json));
        }
        for (NotPayable why : NotPayable.values()) {
            if (why.code().equals(code)) {
                return new SandboxReading.NotPayableThisWay(why, error(json));
            }
        }
        throw unexpected(code);
    }

    private static GatewayError error(JsonNode json) {
        return GatewayError.of(json.path("error").asText(""), json.path("message").asText(""));
    }

    /** A proxy in between can also answer 401: then there is no message of the sandbox to store. */
    private @Nullable GatewayError errorIfAny(Reply.Answered answered) {
        try {
            return error(object(answered));
        } catch (UnreadableReplyException e) {
            return null;
        }
    }

    private static UnreadableReplyException unexpected(String code) {
        return new UnreadableReplyException("unexpected error '" + Wording.of(code) + "'");
    }

    private static SandboxReading nonsense(String detail) {
        return ambiguous(Unknown.Cause.NONSENSE, detail);
    }

    private static SandboxReading ambiguous(Unknown.Cause cause, String detail) {
        return new SandboxReading.Ambiguous(new Unknown(cause, detail));
    }

    private JsonNode requireError(Reply.Answered answered, String code)
            throws UnreadableReplyException {
        JsonNode error = object(answered);
        String found = error.path("error").asText("");
        if (!found.equals(code)) {
            throw unexpected(found);
        }
        return error;
    }

    private JsonNode object(Reply.Answered answered) throws UnreadableReplyException {
        if (!answered.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new UnreadableReplyException(
                    "content type '" + Wording.of(answered.contentType()) + "'");
        }
        try {
            JsonNode json = mapper.readTree(answered.body());
            if (!json.isObject()) {
                throw new UnreadableReplyException("not a JSON object");
            }
            return json;
        } catch (IOException e) {
            throw new UnreadableReplyException("a body that is not complete JSON");
        }
    }
}
