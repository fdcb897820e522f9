package steadfast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads requests for the {@link Teller} and writes its answers, strictly both ways. */
final class Desk {

    private static final int MAX_METHOD_LENGTH = 64;
    private static final int MAX_KEY_LENGTH = 200;
    private static final int MAX_REASON_LENGTH = 500;

    private final Teller teller;
    private final JsonMapper json =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    Desk(Teller teller) {
        this.teller = teller;
    }

    /** Does what the request asks. */
    Answer serve(Route route, HttpServerRequest request, byte[] body) {
        try {
            return switch (route) {
                case Route.Health health -> Answer.ok(new Health("UP"));
                case Route.ReadLedger ledger ->
                        teller.ledger(
                                parameter(request, "after", 0, Long.MAX_VALUE),
                                (int)
                                        parameter(
                                                request,
                                                "limit",
                                                Ledger.PAGE_LIMIT,
                                                Ledger.PAGE_LIMIT));
                case Route.Charge charge -> teller.charge(charge(body));
                case Route.Query query -> teller.query(query.paymentId());
                case Route.Cancel cancel -> {
                    if (body.length > 0) {
                        JsonBody.parse(body).nothingElse();
                    }
                    yield teller.cancel(cancel.paymentId());
                }
                case Route.Refund refund -> teller.refund(refund.paymentId(), refund(body));
            };
        } catch (ApiException e) {
            return e.answer();
        }
    }

    /** The answer's body. */
    byte[] write(Answer answer) {
        try {
            return json.writeValueAsBytes(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    private static Teller.Charge charge(byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        Teller.Charge charge =
                new Teller.Charge(
                        json.paymentKey("paymentId"),
                        json.money(),
                        json.text("paymentMethod", MAX_METHOD_LENGTH),
                        json.instant("payBy"));
        json.nothingElse();
        return charge;
    }

    private static Teller.Refund refund(byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        Teller.Refund refund =
                new Teller.Refund(
                        json.text("key", MAX_KEY_LENGTH),
                        json.money(),
                        json.text("reason", MAX_REASON_LENGTH));
        json.nothingElse();
        return refund;
    }

    private static long parameter(HttpServerRequest request, String name, long otherwise, long max)
            throws ApiException {
        @Nullable String text = request.getParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.badRequest(name + " must be a whole number from 0 to " + max);
    }

    /** The answer to a health check. */
    record Health(String status) {}
}
