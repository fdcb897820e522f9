package steadfast.fulfillment.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.SlowClient;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

/**
 * Measures from an order's payment to its cards, alone and beside clients of each slow kind. The
 * figures are in the log; the limit is generous, since test machines are busy.
 */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class IssuingStaysFastBesideSlowClientsTest {

    /** Tells slow from stopped; how slow is read from the log of a run on an idle machine. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int ORDERS = 200;
    private static final int CLIENTS = 16;
    private static final long PAUSE_MILLIS = 30;

    @Inject TestShop shop;

    private final AtomicBoolean over = new AtomicBoolean();

    /** What one of the clients does, again and again. */
    @FunctionalInterface
    private interface Client {
        void run() throws IOException;
    }

    @Test
    void noKindOfSlowClientDelaysTheCards() throws Exception {
        Sku shown = shop.newSku();
        shop.stock(shown, 3_000);
        OrderId order = shop.pay(shown, 1_000);
        Map<String, Client> kinds = new LinkedHashMap<>();
        kinds.put("nobody (to warm up)", () -> pause(PAUSE_MILLIS));
        kinds.put("nobody", () -> pause(PAUSE_MILLIS));
        kinds.put("imports that dribble", () -> dribble("/v1/stock/" + shown, "text/csv"));
        kinds.put(
                "voids that dribble",
                () -> dribble("/v1/stock/" + shown + "/voids", "application/json"));
        kinds.put("imports of 20,000 codes", this::importMany);
        kinds.put(
                "reveals that are read slowly",
                () ->
                        readSlowly(
                                "/v1/cards/" + order,
                                TestShop.STOREFRONT,
                                "View-Token: " + TestShop.VIEW_TOKEN + "\r\n"));
        kinds.put(
                "lists that are read slowly",
                () -> readSlowly("/v1/stock/" + shown + "/cards?limit=1000", TestShop.OPERATOR));

        Map<String, Duration> p99 = new LinkedHashMap<>();
        for (Map.Entry<String, Client> kind : kinds.entrySet()) {
            p99.put(kind.getKey(), beside(kind.getValue()));
        }

        p99.forEach((kind, took) ->
                Logger.getLogger(getClass())
                        .infof("issuing beside %s: p99=%d ms", kind, took.toMillis()));
        assertThat(p99).allSatisfy((kind, took) -> assertThat(took).as(kind).isLessThan(LIMIT));
    }

    private Duration beside(Client client) throws Exception {
        Sku sku = shop.newSku();
        shop.stock(sku, ORDERS);
        over.set(false);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofPlatform().start(() -> untilItIsOver(client)));
        }
        try {
            return issueOneByOne(sku);
        } finally {
            over.set(true);
            for (Thread thread : clients) {
                thread.join();
            }
        }
    }

    private void untilItIsOver(Client client) {
        while (!over.get()) {
            try {
                client.run();
            } catch (IOException e) {
                // Turned away; it comes again.
                pause(PAUSE_MILLIS);
            }
        }
    }

    private Duration issueOneByOne(Sku sku) {
        List<Duration> took = new ArrayList<>();
        try (TestRecords records = TestRecords.ofApplication()) {
            for (int i = 0; i < ORDERS; i++) {
                OrderId order = shop.newOrder();
                long publishedAt = System.nanoTime();
                shop.publish(records, shop.paid(order, sku, 1));
                while (!shop.status(order).equals("ISSUED")) {
                    pause(2);
                }
                took.add(Duration.ofNanos(System.nanoTime() - publishedAt));
            }
        }
        return took.stream().sorted().toList().get(ORDERS * 99 / 100 - 1);
    }

    private void dribble(String path, String contentType) throws IOException {
        try (SlowClient client = SlowClient.post(path, contentType, 1_000_000)) {
            while (!over.get() && !client.isClosedWithin(Duration.ofMillis(50))) {
                client.send("A");
            }
        }
    }

    private void readSlowly(String path, String authorization, String... headers)
            throws IOException {
        try (SlowClient _ = SlowClient.get(path, authorization, headers)) {
            for (int i = 0; i < 20 && !over.get(); i++) {
                pause(50);
            }
        }
    }

    private void importMany() throws IOException {
        Sku sku = shop.newSku();
        String codes = shop.codes(sku, 0, 20_000);
        try (SlowClient client = SlowClient.post("/v1/stock/" + sku, "text/csv", codes.length())) {
            client.send(codes);
            if (!client.answer(Duration.ofSeconds(60)).startsWith("HTTP/1.1 200")) {
                // Refused at once, as two others are on their way: this is not to measure the
                // client.
                pause(500);
            }
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
