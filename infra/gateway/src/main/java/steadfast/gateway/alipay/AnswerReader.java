package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.Wording;
import steadfast.gateway.http.Reply;

/**
 * Classifies replies by what they prove. Only an answer with Alipay's signature says anything about
 * a trade; an unsigned answer can only raise an alarm.
 */
final class AnswerReader {
    /** Rejections of the request itself: our mistakes, independent of the buyer. */
    private static final Set<String> OUR_FAULT =
            Set.of(
                    "ACQ.INVALID_PARAMETER",
                    "ACQ.ACCESS_FORBIDDEN",
                    "ACQ.EXIST_FORBIDDEN_WORD",
                    "ACQ.PARTNER_ERROR",
                    "ACQ.CONTEXT_INCONSISTENT",
                    "ACQ.SUBJECT_ILLEGAL");

    private final Rsa2 rsa;

    AnswerReader(Rsa2 rsa) {
        this.rsa = rsa;
    }

    AlipayReading read(Reply reply, String responseName) {
        return switch (reply) {
            case Reply.NotSent notSent ->
                    nothing(new Refused(Refused.Cause.NOT_CONNECTED, notSent.detail()));
            case Reply.Lost lost -> nothing(new Unknown(lost.cause(), lost.detail()));
            case Reply.Answered answered -> {
                try {
                    yield read(answered, responseName);
                } catch (UnreadableAlipayException e) {
                    yield nonsense("status " + answered.status() + ", " + e.complaint());
                }
            }
        };
    }

    private AlipayReading read(Reply.Answered answered, String responseName)
            throws UnreadableAlipayException {
        int status = answered.status();
        return switch (status) {
            case 200 -> read(Envelope.read(answered.body(), responseName));
            case 429 ->
                    nothing(
                            new Refused(
                                    Refused.Cause.RATE_LIMITED,
                                    "status 429",
                                    answered.retryAfter()));
            case 503 -> unknown(Unknown.Cause.BUSY, "status 503");
            default ->
                    status >= 500
                            ? unknown(Unknown.Cause.SERVER_ERROR, "status " + status)
                            : nonsense("status " + status);
        };
    }

    private AlipayReading read(Envelope envelope) throws UnreadableAlipayException {
        String code = Json.text(envelope.node(), "code");
        String subCode = Wording.of(envelope.node().path("sub_code").asText(""));
        if (envelope.signature() == null) {
            // Alipay can't sign an answer to a request whose sender it does not recognise.
            return isOurFault(code)
                    ? nothing(
                            Misconfigured.of(
                                    "unsigned: code " + Wording.of(code), error(envelope.node())))
                    : nonsense("an unsigned answer");
        }
        if (!isSigned(envelope.signedText(), envelope.signature())) {
            return nonsense("an answer with a wrong signature");
        }
        return read(code, subCode, envelope.node());
    }

    /** Alipay signs a plain slash but writes it escaped; its own library tries both. */
    private boolean isSigned(String text, String signature) {
        return rsa.verify(text, signature) || rsa.verify(text.replace("\\/", "/"), signature);
    }

    private static AlipayReading read(String code, String subCode, JsonNode node) {
        if (code.equals("10000")) {
            return new AlipayReading.Done(node);
        }
        if (code.equals("40005")) {
            return nothing(new Refused(Refused.Cause.RATE_LIMITED, subCode));
        }
        if (isBusy(code, subCode)) {
            return unknown(Unknown.Cause.BUSY, "code " + Wording.of(code) + " " + subCode);
        }
        if (subCode.equals("ACQ.TRADE_NOT_EXIST")) {
            return new AlipayReading.Absent();
        }
        if (OUR_FAULT.contains(subCode) || (isOurFault(code) && !subCode.startsWith("ACQ."))) {
            return nothing(Misconfigured.of("code " + Wording.of(code), error(node)));
        }
        return code.equals("40004") || isOurFault(code)
                ? new AlipayReading.Denied(subCode, error(node))
                : nonsense("code " + Wording.of(code) + " " + subCode);
    }

    /** A failure of the platform has no sub-code, and its message is in the outer object. */
    private static GatewayError error(JsonNode node) {
        return GatewayError.of(text(node, "sub_code", "code"), text(node, "sub_msg", "msg"));
    }

    private static String text(JsonNode node, String field, String otherwise) {
        String text = node.path(field).asText("");
        return text.isBlank() ? node.path(otherwise).asText("") : text;
    }

    private static boolean isBusy(String code, String subCode) {
        return code.equals("20000")
                || subCode.startsWith("isp.")
                || subCode.startsWith("aop.")
                || subCode.endsWith(".SYSTEM_ERROR");
    }

    private static boolean isOurFault(String code) {
        return switch (code) {
            case "20001", "40001", "40002", "40003", "40006" -> true;
            default -> false;
        };
    }

    private static AlipayReading nothing(GatewayAnswer.OfAny answer) {
        return new AlipayReading.Nothing(answer);
    }

    private static AlipayReading nonsense(String detail) {
        return unknown(Unknown.Cause.NONSENSE, detail);
    }

    private static AlipayReading unknown(Unknown.Cause cause, String detail) {
        return nothing(new Unknown(cause, detail));
    }
}
