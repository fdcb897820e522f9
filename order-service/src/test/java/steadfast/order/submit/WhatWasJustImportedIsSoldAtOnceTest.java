package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import steadfast.http.ProblemException;
import steadfast.order.OrderProblem;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class WhatWasJustImportedIsSoldAtOnceTest extends ShopTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void anOrderMeetsTheStockThatIsOnItsWay() {
        String sku = "T-" + UUID.randomUUID();
        shop.list(sku);
        CompletableFuture<Void> imported =
                CompletableFuture.runAsync(
                        () -> shop.supply(sku, 1, 5),
                        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));

        Shop.submit(UUID.randomUUID().toString(), sku, 2, "card").then().statusCode(201);

        assertThat(imported).isCompleted();
    }

    @Test
    void whatIsFoundMeanwhileIsTheAnswer() {
        AtomicInteger looks = new AtomicInteger();

        String answer =
                new StockRetry(LONG)
                        .whileOutOfStock(() -> {
                            if (looks.incrementAndGet() < 3) {
                                throw outOfStock();
                            }
                            return "taken";
                        });

        assertThat(answer).isEqualTo("taken");
        assertThat(looks).hasValue(3);
    }

    @Test
    void whatIsSoldOutIsSaidWhenThePatienceEnds() {
        StockRetry look = new StockRetry(Duration.ofMillis(120));

        assertThatThrownBy(() -> look.whileOutOfStock(refusal(outOfStock())))
                .hasMessage("sold out");
    }

    @Test
    void anotherRefusalIsNotTriedAgain() {
        AtomicInteger looks = new AtomicInteger();

        assertThatThrownBy(() ->
                        new StockRetry(LONG)
                                .whileOutOfStock(() -> {
                                    looks.incrementAndGet();
                                    throw new ProblemException(OrderProblem.NOT_ON_SALE, "off");
                                }))
                .hasMessage("off");
        assertThat(looks).hasValue(1);
    }

    @Test
    void aRushForWhatIsSoldOutIsAnsweredAtOnce() throws Exception {
        StockRetry look = new StockRetry(LONG);
        CountDownLatch arrived = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        List<Future<String>> few = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                AtomicInteger looks = new AtomicInteger();
                few.add(
                        threads.submit(() ->
                                look.whileOutOfStock(() -> {
                                    if (arrived.getCount() > 0) {
                                        if (looks.incrementAndGet() == 2) {
                                            waiting.incrementAndGet();
                                        }
                                        throw outOfStock();
                                    }
                                    return "taken";
                                })));
            }
            await().until(() -> waiting.get() == 8);
            AtomicInteger looks = new AtomicInteger();

            assertThatThrownBy(() ->
                            look.whileOutOfStock(() -> {
                                looks.incrementAndGet();
                                throw outOfStock();
                            }))
                    .hasMessage("sold out");

            assertThat(looks).as("looks of the ninth").hasValue(1);
            arrived.countDown();
            for (Future<String> one : few) {
                assertThat(one.get()).isEqualTo("taken");
            }
        }
    }

    private static Supplier<String> refusal(ProblemException problem) {
        return () -> {
            throw problem;
        };
    }

    private static ProblemException outOfStock() {
        return new ProblemException(OrderProblem.OUT_OF_STOCK, "sold out");
    }
}
