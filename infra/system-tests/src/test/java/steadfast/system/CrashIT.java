package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.system.ShopClient.Movement;
import steadfast.system.ShopClient.Placed;

@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class CrashIT {

    private static final int ORDERS = 80;
    private static final int BUYERS = 10;
    private static final int KILL_AFTER = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment-service",
                "order-service",
                "fulfillment-service",
                "reconciler-service"
            })
    void everyAcknowledgedOrderCompletesThoughAServiceIsKilled(
            String service, SystemShop shop, ShopClient client) throws Exception {
        String sku = "CRASH-" + service;
        client.stock(sku, 1_200, Codes.some(sku, ORDERS));
        long before = shop.running().servicePids().get(service);

        List<Placed> orders = placeAndKillMidStream(service, sku, shop, client);

        assertThat(orders).doesNotHaveDuplicates().hasSize(ORDERS);
        orders.forEach(order -> client.awaitStatus(order, "COMPLETED"));
        await().atMost(ShopClient.PATIENCE)
                .until(() -> {
                    Long now = shop.running().servicePids().get(service);
                    return now != null && now != before;
                });
        for (Placed order : orders) {
            assertThat(client.movements(order))
                    .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", 1_200));
        }
        assertThat(orders.stream().flatMap(order -> awaitedCodes(client, order).stream()))
                .containsExactlyInAnyOrderElementsOf(Codes.some(sku, ORDERS));
        assertThat(shop.deadLettersAbout(orders)).isEmpty();
    }

    private static List<Placed> placeAndKillMidStream(
            String service, String sku, SystemShop shop, ShopClient client) throws Exception {
        CountDownLatch untilKill = new CountDownLatch(KILL_AFTER);
        Semaphore buyers = new Semaphore(BUYERS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Placed>> placing =
                    IntStream.range(0, ORDERS)
                            .mapToObj(number ->
                                    threads.submit(() -> {
                                        buyers.acquire();
                                        try {
                                            return client.place(
                                                    UUID.randomUUID().toString(), sku, 1, "card");
                                        } finally {
                                            buyers.release();
                                            untilKill.countDown();
                                        }
                                    }))
                            .toList();
            untilKill.await();
            shop.kill(service);
            List<Placed> orders = new ArrayList<>();
            for (Future<Placed> one : placing) {
                orders.add(one.get());
            }
            return orders;
        }
    }

    /** A fulfillment-service that was killed may still be on its way up. */
    private static List<String> awaitedCodes(ShopClient client, Placed order) {
        return await().atMost(ShopClient.PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> client.codes(order), codes -> codes.size() == 1);
    }
}
