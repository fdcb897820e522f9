package steadfast.demo.buyers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs buyers on a limited number of places, each with the next planned purchase. A buyer who waits
 * long for the order's end gives the place up, so that a gateway outage does not keep the others
 * from ordering. A place whose buyer could not even order within their patience stays empty, so
 * that a dead shop ends the demo.
 */
public final class LoadGenerator {

    private static final Duration LOOK_AROUND_EVERY = Duration.ofMillis(100);

    private final int places;
    private final Function<BuyerPlan, Buyer> buyerOf;
    private final Semaphore free;
    private final AtomicInteger empty = new AtomicInteger();

    public LoadGenerator(int places, Function<BuyerPlan, Buyer> buyerOf) {
        this.places = places;
        this.buyerOf = buyerOf;
        this.free = new Semaphore(places);
    }

    /** Runs all purchases, until none is left or all places are empty; returns them by number. */
    public List<Purchase> buy(List<BuyerPlan> buyerPlans) throws InterruptedException {
        Queue<BuyerPlan> queue = new ArrayDeque<>(buyerPlans);
        List<Purchase> purchases = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Purchase>> shopping = new ArrayList<>();
            while (!queue.isEmpty() && takePlace()) {
                BuyerPlan buyerPlan = queue.remove();
                shopping.add(threads.submit(() -> serve(buyerPlan)));
            }
            for (Future<Purchase> one : shopping) {
                purchases.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a buyer failed", e.getCause());
        }
        // Purchases without a buyer were not acknowledged either.
        queue.forEach(
                buyerPlan -> purchases.add(Purchase.unserved(buyerPlan, "no buyer was left")));
        purchases.sort((one, other) ->
                Integer.compare(one.buyerPlan().number(), other.buyerPlan().number()));
        return purchases;
    }

    private boolean takePlace() throws InterruptedException {
        while (!free.tryAcquire(LOOK_AROUND_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (empty.get() == places) {
                return false;
            }
        }
        return true;
    }

    private Purchase serve(BuyerPlan buyerPlan) throws InterruptedException {
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave =
                () -> {
                    if (left.compareAndSet(false, true)) {
                        free.release();
                    }
                };
        Purchase purchase = buyerOf.apply(buyerPlan).buy(leave);
        if (purchase.receipts().isEmpty()) {
            empty.incrementAndGet();
        } else {
            leave.run();
        }
        return purchase;
    }
}
