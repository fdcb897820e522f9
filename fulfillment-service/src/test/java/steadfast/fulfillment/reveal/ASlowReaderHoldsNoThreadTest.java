package steadfast.fulfillment.reveal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.SlowClient;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;

/** The most cards that an order may have, with the longest codes, to clients that read nothing. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class ASlowReaderHoldsNoThreadTest {

    private static final int CLIENTS = 20;
    private static final int CARDS = 100;

    private final List<SlowClient> clients = new ArrayList<>();

    @Inject TestShop shop;

    @AfterEach
    void everybodyLeaves() throws IOException {
        for (SlowClient client : clients) {
            client.close();
        }
    }

    @Test
    void noThreadWaitsForABuyerWhoDoesNotRead() throws Exception {
        Sku sku = shop.newSku();
        String codes =
                IntStream.range(0, CARDS)
                        .mapToObj(number ->
                                "\uD83C\uDFAE".repeat(460) + "%s-%03d".formatted(sku, number))
                        .collect(Collectors.joining("\n"));
        shop.upload(sku, "text/csv", codes).statusCode(200);
        OrderId order = shop.issued(sku, CARDS);

        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    SlowClient.get(
                            "/v1/cards/" + order,
                            TestShop.STOREFRONT,
                            "View-Token: " + TestShop.VIEW_TOKEN + "\r\n"));
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(reveals(order)).isEqualTo(CLIENTS));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(threadsThatAnswer()).isZero());
    }

    private int reveals(OrderId order) {
        return shop.count("select count(*) from reveal where order_id = ?", order.value());
    }

    private static long threadsThatAnswer() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        Arrays.stream(stack)
                                .anyMatch(frame ->
                                        frame.getClassName()
                                                .contains("ResteasyReactiveRequestContext")))
                .count();
    }
}
