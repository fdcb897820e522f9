package steadfast.demo.buyers;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import steadfast.client.Answer;
import steadfast.client.Receipt;
import steadfast.client.ShownOrder;
import steadfast.client.Storefront;
import steadfast.events.OrderId;

/** Reads many orders again, some at a time. */
public final class OrderReader {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int READERS = 50;
    private static final int READ_ATTEMPTS = 40;

    private final Storefront storefront;

    public OrderReader(Storefront storefront) {
        this.storefront = storefront;
    }

    /** Reads these orders, several at once. */
    public Map<OrderId, LastReading> read(Collection<Receipt> receipts)
            throws InterruptedException {
        Map<OrderId, LastReading> readings = new HashMap<>();
        try (ExecutorService readers =
                Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
            Map<OrderId, Future<LastReading>> reading = new HashMap<>();
            for (Receipt receipt : receipts) {
                Callable<LastReading> read = () -> read(receipt);
                reading.put(receipt.orderId(), readers.submit(read));
            }
            for (Map.Entry<OrderId, Future<LastReading>> one : reading.entrySet()) {
                readings.put(one.getKey(), one.getValue().get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order could not be read again", e.getCause());
        }
        return readings;
    }

    private LastReading read(Receipt receipt) throws InterruptedException {
        for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
            switch (storefront.look(receipt.ticket())) {
                case Answer.Ok<ShownOrder> ok -> {
                    return new LastReading.Found(ok.value().status());
                }
                case Answer.No<ShownOrder> no -> {
                    return no.status() == 404 ? new LastReading.Gone() : new LastReading.NoAnswer();
                }
                case Answer.Later<ShownOrder> later -> Thread.sleep(PAUSE);
            }
        }
        return new LastReading.NoAnswer();
    }
}
