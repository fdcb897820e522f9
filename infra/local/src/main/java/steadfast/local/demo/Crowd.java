package steadfast.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Some buyers at once, each of whom takes the next wish when the last one came true. Who could not
 * even place an order within all patience goes home, so that a shop that is dead ends the demo.
 */
final class Crowd {

    private final int buyers;
    private final Function<Wish, Buyer> buyerOf;

    Crowd(int buyers, Function<Wish, Buyer> buyerOf) {
        this.buyers = buyers;
        this.buyerOf = buyerOf;
    }

    /** Buys until all is bought or all buyers went home; by the number of the wish. */
    List<Purchase> buy(List<Wish> wishes) throws InterruptedException {
        Queue<Wish> queue = new ConcurrentLinkedQueue<>(wishes);
        List<Purchase> purchases = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<Purchase>> buyer = () -> buyFrom(queue);
            for (Future<List<Purchase>> shopping :
                    threads.invokeAll(IntStream.range(0, buyers).mapToObj(one -> buyer).toList())) {
                purchases.addAll(shopping.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a buyer failed", e.getCause());
        }
        // What nobody was left to buy was not acknowledged either.
        queue.forEach(wish ->
                purchases.add(
                        new Purchase(
                                wish,
                                List.of(),
                                Set.of(),
                                Optional.empty(),
                                List.of(),
                                List.of("no buyer was left"))));
        purchases.sort((one, other) -> Integer.compare(one.wish().number(), other.wish().number()));
        return purchases;
    }

    private List<Purchase> buyFrom(Queue<Wish> queue) throws InterruptedException {
        List<Purchase> purchases = new ArrayList<>();
        for (Wish wish = queue.poll(); wish != null; wish = queue.poll()) {
            Purchase purchase = buyerOf.apply(wish).buy();
            purchases.add(purchase);
            if (purchase.receipts().isEmpty()) {
                break;
            }
        }
        return purchases;
    }
}
