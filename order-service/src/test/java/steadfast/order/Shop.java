package steadfast.order;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

/** The shop as a test's storefront, operator and buyers use it. */
public final class Shop {

    public static final String STOREFRONT_KEY = "test-storefront-key";
    public static final String OTHER_STOREFRONT_KEY = "other-storefront-key";

    /** Of a merchant who issues what was paid late while there is stock. */
    public static final String ISSUING_STOREFRONT_KEY = "issuing-storefront-key";

    /** Of a merchant who lets a person decide about what was paid late. */
    public static final String REVIEWING_STOREFRONT_KEY = "reviewing-storefront-key";

    public static final String OPERATOR_TOKEN = "test-operator-token";

    /** Long enough for a machine that builds three other things meanwhile. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    public static final long PRICE_MINOR = 1250;

    /** When the other services' news happened; no rule looks at it. */
    public static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");

    private final TestRecords records;

    public Shop(TestRecords records) {
        this.records = records;
    }

    public static RequestSpecification storefront() {
        return storefront(STOREFRONT_KEY);
    }

    public static RequestSpecification storefront(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    public static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + OPERATOR_TOKEN);
    }

    /** A new product of which so many can be sold. */
    public String product(long supply) {
        String sku = "T-" + UUID.randomUUID();
        list(sku);
        supply(sku, 1, supply);
        await().atMost(LIMIT).until(() -> available(sku) == supply);
        return sku;
    }

    public void list(String sku) {
        operator()
                .contentType(ContentType.JSON)
                .body(
                        "{\"title\":\"Test card\",\"price\":{\"amountMinor\":%d,\"currency\":\"EUR\"}}"
                                .formatted(PRICE_MINOR))
                .put("/v1/catalog/" + sku)
                .then()
                .statusCode(200);
    }

    public void supply(String sku, long version, long supply) {
        records.send(
                "stock-levels",
                sku,
                "StockLevel",
                "{\"sku\":\"%s\",\"version\":%d,\"supply\":%d}".formatted(sku, version, supply));
    }

    /** Says an event as the service that owns it would. */
    public void publish(Event event) {
        EventCodec.Encoded encoded = new EventCodec().encode(event);
        records.send(
                encoded.topic(),
                encoded.key(),
                encoded.type(),
                new String(encoded.value(), StandardCharsets.UTF_8));
    }

    /** What was said about the order so far, by type. */
    public List<String> published(Order order) {
        return records.all("order-events", order.id()).stream().map(TestRecord::type).toList();
    }

    /** Waits until the order has said an event of this type. */
    public TestRecord awaitPublished(Order order, String type) {
        return records.await("order-events", r -> r.is(type, order.id()), LIMIT);
    }

    /** Waits for the dead letter about this order that came from a topic. */
    public TestRecord awaitDead(Order order, String topic) {
        return records.await(
                "order-service.dlt",
                r -> order.id().equals(r.key()) && topic.equals(r.headers().get("origin-topic")),
                LIMIT);
    }

    /** As the catalogue says, whose pages are read to the end; -1 if it is not listed. */
    public static long available(String sku) {
        @Nullable String next = null;
        do {
            JsonPath page = catalog(1000, next).then().statusCode(200).extract().jsonPath();
            if (page.getList("products.sku").contains(sku)) {
                return page.getLong("products.find { it.sku == '%s' }.available".formatted(sku));
            }
            next = page.getString("next");
        } while (next != null);
        return -1;
    }

    /** A page of the catalogue; {@code after} is null for the first one. */
    public static Response catalog(int limit, @Nullable String after) {
        RequestSpecification request = storefront().queryParam("limit", limit);
        return (after == null ? request : request.queryParam("after", after)).get("/v1/catalog");
    }

    public static Response submit(String key, String sku, int quantity, String paymentMethod) {
        return storefront()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body(sku, quantity, paymentMethod))
                .post("/v1/orders");
    }

    public static String body(String sku, int quantity, String paymentMethod) {
        return "{\"sku\":\"%s\",\"quantity\":%d,\"paymentMethod\":\"%s\"}"
                .formatted(sku, quantity, paymentMethod);
    }

    public static Order order(String sku, int quantity) {
        return orderAt(STOREFRONT_KEY, sku, quantity);
    }

    /** An order through the storefront of this key. */
    public static Order orderAt(String storefrontKey, String sku, int quantity) {
        Response response =
                storefront(storefrontKey)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType(ContentType.JSON)
                        .body(body(sku, quantity, "card"))
                        .post("/v1/orders");
        response.then().statusCode(201);
        return new Order(
                response.path("orderId"), response.path("viewToken"), sku, quantity, storefrontKey);
    }

    /** An order that was taken. */
    public record Order(
            String id, String viewToken, String sku, int quantity, String storefrontKey) {

        public Order(String id, String viewToken, String sku, int quantity) {
            this(id, viewToken, sku, quantity, STOREFRONT_KEY);
        }

        public String status() {
            return shown().then().statusCode(200).extract().path("status");
        }

        public Response shown() {
            return asBuyer().get("/v1/orders/" + id);
        }

        public RequestSpecification asBuyer() {
            return storefront(storefrontKey).header("View-Token", viewToken);
        }

        public void awaitStatus(String wanted) {
            await().atMost(LIMIT).until(this::status, wanted::equals);
        }

        public PaymentId payment(int round) {
            return new PaymentId(orderId(), round);
        }

        public OrderId orderId() {
            return OrderId.parse(id);
        }

        public Money total() {
            return new Money(PRICE_MINOR * quantity, "EUR");
        }

        public PaymentSucceeded captured(int round) {
            return new PaymentSucceeded(payment(round), total(), AT);
        }

        public CardsIssued issued(int round) {
            return new CardsIssued(orderId(), payment(round), new Sku(sku), quantity, AT);
        }
    }
}
