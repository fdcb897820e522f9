package steadfast.demo.buyers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import steadfast.client.Answer;
import steadfast.client.Receipt;
import steadfast.client.Storefront;

/**
 * The clicks on the buy button: all at once, each on its own connection and with the same key, each
 * repeated until it is answered.
 *
 * @param receipts one for each click that was acknowledged
 * @param complaints why the others were not, in words
 */
record Clicks(List<Receipt> receipts, List<String> complaints) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Clicks as often as the plan says. */
    static Clicks of(BuyerPlan buyerPlan, Storefront storefront, Patience patience)
            throws InterruptedException {
        try (ExecutorService fingers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Click>> clicks =
                    fingers.invokeAll(
                            IntStream.range(0, buyerPlan.clicks())
                                    .<Callable<Click>>mapToObj(
                                            one -> () -> place(buyerPlan, storefront, patience))
                                    .toList());
            List<Receipt> receipts = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            for (Future<Click> click : clicks) {
                switch (click.get()) {
                    case Click.Acknowledged acknowledged -> receipts.add(acknowledged.receipt());
                    case Click.Refused refused -> complaints.add(refused.why());
                }
            }
            return new Clicks(receipts, complaints);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a click failed", e.getCause());
        }
    }

    /** The result of one click. */
    private sealed interface Click {
        record Acknowledged(Receipt receipt) implements Click {}

        record Refused(String why) implements Click {}
    }

    private static Click place(BuyerPlan buyerPlan, Storefront storefront, Patience patience)
            throws InterruptedException {
        String last = "no answer";
        for (Pause pause = new Pause(); !patience.isOver(); pause.take(LONGEST_PAUSE)) {
            switch (storefront.place(buyerPlan.idempotencyKey(), buyerPlan.request())) {
                case Answer.Ok<Receipt> ok -> {
                    return new Click.Acknowledged(ok.value());
                }
                case Answer.No<Receipt> no -> {
                    return new Click.Refused(no.why());
                }
                case Answer.Later<Receipt> later -> last = later.why();
            }
        }
        return new Click.Refused(last);
    }
}
