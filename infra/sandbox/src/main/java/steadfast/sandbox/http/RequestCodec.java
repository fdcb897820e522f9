package steadfast.sandbox.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.sandbox.bank.DashboardAction;
import steadfast.sandbox.bank.Ledger;
import steadfast.sandbox.callbacks.CallbackService;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.JsonWriter;
import steadfast.sandbox.protocol.MerchantResponse;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Script;

/** Reads requests and writes responses, both strictly. */
public final class RequestCodec {

    private static final String SCRIPT_HEADER = "X-Sandbox-Script";
    private static final int MAX_METHOD_LENGTH = Script.METHOD_PREFIX.length() + Script.MAX_LENGTH;
    private static final int MAX_KEY_LENGTH = 200;
    private static final int MAX_REASON_LENGTH = 500;

    private final Ledger ledger;
    private final FaultAdmin weather;
    private final CallbackService callbacks;
    private final JsonWriter json = new JsonWriter();

    public RequestCodec(Ledger ledger, FaultAdmin weather, CallbackService callbacks) {
        this.ledger = ledger;
        this.weather = weather;
        this.callbacks = callbacks;
    }

    /** Reads a request about a payment. */
    Call read(Route.OfPayments route, HttpServerRequest request, byte[] body) throws ApiException {
        return switch (route) {
            case Route.Charge charge -> charge(request, body);
            case Route.Query query -> new Call.Query(query.paymentId());
            case Route.Cancel cancel -> {
                if (body.length > 0) {
                    JsonBody.parse(body).nothingElse();
                }
                yield new Call.Cancel(cancel.paymentId());
            }
            case Route.Refund refund -> refund(refund.paymentId(), body);
        };
    }

    /** Reads a dashboard action. */
    DashboardAction read(Route.OfDashboard route, byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        DashboardAction what =
                switch (route) {
                    case Route.RefundByHand refund ->
                            new DashboardAction.Refund(
                                    refund.paymentId(),
                                    json.text("key", MAX_KEY_LENGTH),
                                    json.money(),
                                    json.text("reason", MAX_REASON_LENGTH));
                    case Route.FailRefund fail ->
                            new DashboardAction.FailRefund(
                                    fail.paymentId(), json.text("key", MAX_KEY_LENGTH));
                    case Route.Dispute dispute ->
                            new DashboardAction.Dispute(
                                    dispute.paymentId(), json.text("reason", MAX_REASON_LENGTH));
                };
        json.nothingElse();
        return what;
    }

    /** Answers a request that faults do not affect. */
    MerchantResponse serve(Route.OfHouse route, HttpServerRequest request, byte[] body)
            throws ApiException {
        return switch (route) {
            case Route.Health health -> MerchantResponse.ok(new Health("UP"));
            case Route.ReadLedger read ->
                    MerchantResponse.ok(
                            ledger.page(
                                    parameter(request, "after", 0, Long.MAX_VALUE),
                                    (int)
                                            parameter(
                                                    request,
                                                    "limit",
                                                    Ledger.PAGE_LIMIT,
                                                    Ledger.PAGE_LIMIT)));
            case Route.ReadCallbacks read -> callbacks.show();
            case Route.ReadWeather read -> weather.show();
            case Route.ChangeWeather change -> weather.change(body);
        };
    }

    /** Returns the response's body. */
    byte[] write(MerchantResponse answer) {
        return json.write(answer.body());
    }

    private static Call charge(HttpServerRequest request, byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        PaymentKey paymentId = json.paymentKey("paymentId");
        Money amount = json.money();
        String method = json.text("paymentMethod", MAX_METHOD_LENGTH);
        Instant payBy = json.instant("payBy");
        json.nothingElse();
        return new Call.Charge(
                paymentId, amount, method, payBy, script(request, method), gateway(request));
    }

    private static Optional<Script> script(HttpServerRequest request, String method)
            throws ApiException {
        Optional<Script> ofMethod = script("paymentMethod", method, Script::inMethod);
        @Nullable String header = request.getHeader(SCRIPT_HEADER);
        if (header == null) {
            return ofMethod;
        }
        if (ofMethod.isPresent()) {
            throw ApiException.badRequest(
                    SCRIPT_HEADER
                            + " was sent with a paymentMethod that is also a script; send only"
                            + " one");
        }
        return script(SCRIPT_HEADER, header, text -> Optional.of(Script.parse(text)));
    }

    private static Optional<Script> script(
            String field, String text, Function<String, Optional<Script>> reader)
            throws ApiException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(field + " is not a script: " + e.getMessage());
        }
    }

    private static URI gateway(HttpServerRequest request) {
        return URI.create(
                "http://" + request.localAddress().host() + ":" + request.localAddress().port());
    }

    /** Returns the token in the buyer's request. */
    String payToken(HttpServerRequest request) throws ApiException {
        @Nullable String token = request.getParam("token");
        if (token == null) {
            throw ApiException.badRequest("token is missing");
        }
        return token;
    }

    private static Call refund(PaymentKey paymentId, byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        String key = json.text("key", MAX_KEY_LENGTH);
        Money amount = json.money();
        String reason = json.text("reason", MAX_REASON_LENGTH);
        json.nothingElse();
        return new Call.Refund(paymentId, key, amount, reason);
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

    /** Returns the response to a health check. */
    record Health(String status) {}
}
