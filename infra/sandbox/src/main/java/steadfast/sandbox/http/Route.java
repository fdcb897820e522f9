package steadfast.sandbox.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import steadfast.sandbox.bank.DashboardAction;
import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.PaymentKey;

/** The route of a request, by its method and path. */
sealed interface Route {

    /** A route that faults do not affect: the damage is measured by it. */
    sealed interface OfHouse extends Route {}

    /** {@code GET /health}. */
    record Health() implements OfHouse {}

    /** {@code GET /v1/ledger}. */
    record ReadLedger() implements OfHouse {}

    /** {@code GET /v1/callbacks}: the counts. */
    record ReadCallbacks() implements OfHouse {}

    /** {@code GET /v1/weather}. */
    record ReadWeather() implements OfHouse {}

    /** {@code PUT /v1/weather}. */
    record ChangeWeather() implements OfHouse {}

    /** A route for the buyer's browser or phone, without the merchant's key. */
    sealed interface OfBuyers extends Route {}

    /** {@code GET /v1/payments/<paymentId>/pay}: a page with a button. */
    record ShowPayPage(PaymentKey paymentId) implements OfBuyers {}

    /** {@code POST /v1/payments/<paymentId>/pay?token=<token>}. */
    record Pay(PaymentKey paymentId) implements OfBuyers {}

    /** A route for a {@link DashboardAction}, which is not done by the merchant's shop. */
    sealed interface OfDashboard extends Route {}

    /** {@code POST /v1/payments/<paymentId>/refunds/by-hand}. */
    record RefundByHand(PaymentKey paymentId) implements OfDashboard {}

    /** {@code POST /v1/payments/<paymentId>/refunds/fail}. */
    record FailRefund(PaymentKey paymentId) implements OfDashboard {}

    /** {@code POST /v1/payments/<paymentId>/dispute}. */
    record Dispute(PaymentKey paymentId) implements OfDashboard {}

    /** A route for a {@link Call}. */
    sealed interface OfPayments extends Route {}

    /** {@code POST /v1/payments}. */
    record Charge() implements OfPayments {}

    /** {@code GET /v1/payments/<paymentId>}. */
    record Query(PaymentKey paymentId) implements OfPayments {}

    /** {@code POST /v1/payments/<paymentId>/cancel}. */
    record Cancel(PaymentKey paymentId) implements OfPayments {}

    /** {@code POST /v1/payments/<paymentId>/refunds}. */
    record Refund(PaymentKey paymentId) implements OfPayments {}

    /**
     * Finds the route.
     *
     * @throws ApiException if there is none, or not with this method
     */
    static Route of(HttpMethod method, String path) throws ApiException {
        List<String> parts = List.of(path.substring(1).split("/", -1));
        Map<HttpMethod, Route> routes = parts.getFirst().equals("v1") ? v1(parts) : open(parts);
        Route route = routes.get(method);
        if (route == null) {
            throw routes.isEmpty()
                    ? new ApiException(ApiError.NOT_FOUND, "resource not found")
                    : new ApiException(
                            ApiError.METHOD_NOT_ALLOWED,
                            "this path accepts "
                                    + routes.keySet().stream()
                                            .map(HttpMethod::name)
                                            .sorted()
                                            .collect(Collectors.joining(" and "))
                                    + " only");
        }
        return route;
    }

    private static Map<HttpMethod, Route> open(List<String> parts) {
        return parts.equals(List.of("health")) ? Map.of(HttpMethod.GET, new Health()) : Map.of();
    }

    private static Map<HttpMethod, Route> v1(List<String> parts) throws ApiException {
        if (parts.equals(List.of("v1", "ledger"))) {
            return Map.of(HttpMethod.GET, new ReadLedger());
        }
        if (parts.equals(List.of("v1", "callbacks"))) {
            return Map.of(HttpMethod.GET, new ReadCallbacks());
        }
        if (parts.equals(List.of("v1", "weather"))) {
            return Map.of(HttpMethod.GET, new ReadWeather(), HttpMethod.PUT, new ChangeWeather());
        }
        if (parts.size() < 2 || parts.size() > 5 || !parts.get(1).equals("payments")) {
            return Map.of();
        }
        return switch (parts.size()) {
            case 2 -> Map.of(HttpMethod.POST, new Charge());
            case 3 -> Map.of(HttpMethod.GET, new Query(paymentKey(parts)));
            case 5 ->
                    switch (parts.get(3) + "/" + parts.get(4)) {
                        case "refunds/by-hand" ->
                                Map.of(HttpMethod.POST, new RefundByHand(paymentKey(parts)));
                        case "refunds/fail" ->
                                Map.of(HttpMethod.POST, new FailRefund(paymentKey(parts)));
                        default -> Map.of();
                    };
            default ->
                    switch (parts.get(3)) {
                        case "cancel" -> Map.of(HttpMethod.POST, new Cancel(paymentKey(parts)));
                        case "refunds" -> Map.of(HttpMethod.POST, new Refund(paymentKey(parts)));
                        case "dispute" -> Map.of(HttpMethod.POST, new Dispute(paymentKey(parts)));
                        case "pay" ->
                                Map.of(
                                        HttpMethod.GET,
                                        new ShowPayPage(paymentKey(parts)),
                                        HttpMethod.POST,
                                        new Pay(paymentKey(parts)));
                        default -> Map.of();
                    };
        };
    }

    private static PaymentKey paymentKey(List<String> parts) throws ApiException {
        try {
            return new PaymentKey(parts.get(2));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("paymentId " + e.getMessage());
        }
    }
}
