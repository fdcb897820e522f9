package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/** The shop as its operator uses it: products, stock, and what waits for a person. */
public final class Operator {

    private final ShopHttp http;
    private final OperatorRequests requests;

    public Operator(ShopHttp http, ShopAccess shop) {
        this.http = http;
        this.requests = new OperatorRequests(shop);
    }

    /** Lists a product, or changes how it is listed. */
    public Answer<JsonNode> list(Sku sku, String title, Money price) throws InterruptedException {
        return http.send(requests.list(sku, title, price));
    }

    /** Imports card codes; {@code imported} in the answer says how many came to the stock. */
    public Answer<JsonNode> importCodes(Sku sku, Collection<String> codes)
            throws InterruptedException {
        return http.send(requests.importCodes(sku, codes));
    }

    /**
     * Returns all cases for a person.
     *
     * @param status {@code open} or {@code closed}
     */
    public Answer<List<OpenedCase>> cases(String status) throws InterruptedException {
        List<OpenedCase> cases = new ArrayList<>();
        return new Pages(http)
                .read(
                        "/v1/cases?status=" + status + "&limit=200",
                        "cursor",
                        requests::review,
                        page -> page.path("cases").forEach(one -> cases.add(OpenedCase.of(one))))
                .map(_ -> cases);
    }

    /** Returns overdue orders: a sign of trouble, not work for a person. */
    public Answer<Set<OrderId>> overdue() throws InterruptedException {
        Set<OrderId> overdue = new LinkedHashSet<>();
        return new Pages(http)
                .read(
                        "/v1/overdue?limit=200",
                        "after",
                        requests::review,
                        page ->
                                page.path("orders")
                                        .forEach(order ->
                                                overdue.add(
                                                        OrderId.parse(
                                                                order.path("orderId").asText()))))
                .map(_ -> overdue);
    }
}
