package steadfast.demo.buyers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadfast.client.Answer;
import steadfast.client.Receipt;
import steadfast.client.Status;
import steadfast.client.Storefront;
import steadfast.events.OrderId;

/**
 * Buyers who left before their cards were issued. When all is at rest they come back, look at their
 * orders and open their cards: cards that cannot be opened do not count as sold.
 */
public final class ReturningBuyers {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int ATTEMPTS = 40;

    private final Storefront storefront;
    private final OrderReader orders;

    public ReturningBuyers(Storefront storefront) {
        this.storefront = storefront;
        this.orders = new OrderReader(storefront);
    }

    /** Returns the purchases with the codes that their buyers see now. */
    public List<Purchase> comeBack(List<Purchase> purchases) throws InterruptedException {
        Map<OrderId, LastReading> readings =
                orders.read(
                        purchases.stream()
                                .filter(purchase -> purchase.codes().isEmpty())
                                .flatMap(purchase -> purchase.receipt().stream())
                                .toList());
        LastReading completed = new LastReading.Found(Status.COMPLETED);
        List<Purchase> all = new ArrayList<>();
        for (Purchase purchase : purchases) {
            Optional<Receipt> waiting =
                    purchase.receipt()
                            .filter(receipt -> completed.equals(readings.get(receipt.orderId())));
            all.add(waiting.isPresent() ? purchase.withCodes(reveal(waiting.get())) : purchase);
        }
        return all;
    }

    private List<String> reveal(Receipt receipt) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (storefront.reveal(receipt.ticket()) instanceof Answer.Ok<List<String>> ok) {
                return ok.value();
            }
            Thread.sleep(PAUSE);
        }
        return List.of();
    }
}
