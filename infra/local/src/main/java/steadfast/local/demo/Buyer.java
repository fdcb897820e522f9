package steadfast.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import steadfast.local.demo.ShopHttp.Answer;

/**
 * Makes one wish come true and writes down all that is seen on the way. Patient, as a real client
 * has to be: what failed or was not answered is sent again with the same key, until the deadline.
 */
final class Buyer {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final double PAUSE_GROWTH = 1.3;

    private final Storefront storefront;
    private final Duration patience;
    private final Wish wish;
    private final Consumer<Status> onStatus;
    private final Set<Status> told = EnumSet.noneOf(Status.class);
    private final List<String> complaints = new ArrayList<>();
    private final long startNanos = System.nanoTime();

    /**
     * A buyer at the door.
     *
     * @param patience from the first click until giving up
     * @param onStatus hears every status that the buyer is told
     */
    Buyer(Storefront storefront, Duration patience, Wish wish, Consumer<Status> onStatus) {
        this.storefront = storefront;
        this.patience = patience;
        this.wish = wish;
        this.onStatus = onStatus;
    }

    /** Buys, waits for the end, and opens the cards. */
    Purchase buy() throws InterruptedException {
        List<Receipt> receipts = click();
        Optional<Duration> untilFinal = Optional.empty();
        List<String> codes = List.of();
        if (!receipts.isEmpty()) {
            Optional<Status> end = waitForEnd(receipts.getFirst());
            if (end.isPresent()) {
                untilFinal = Optional.of(elapsed());
            }
            if (end.filter(Status.COMPLETED::equals).isPresent()) {
                codes = reveal(receipts.getFirst());
            }
        }
        return new Purchase(
                wish, receipts, Set.copyOf(told), untilFinal, codes, List.copyOf(complaints));
    }

    /** All clicks at once, each on its own connection. */
    private List<Receipt> click() throws InterruptedException {
        try (ExecutorService fingers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Click>> clicks =
                    fingers.invokeAll(
                            IntStream.range(0, wish.clicks())
                                    .<Callable<Click>>mapToObj(one -> this::place)
                                    .toList());
            List<Receipt> receipts = new ArrayList<>();
            for (Future<Click> click : clicks) {
                switch (click.get()) {
                    case Click.Acknowledged acknowledged -> receipts.add(acknowledged.receipt());
                    case Click.Refused refused -> complaints.add(refused.why());
                }
            }
            return receipts;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a click failed", e.getCause());
        }
    }

    /** How one click ended. */
    private sealed interface Click {
        record Acknowledged(Receipt receipt) implements Click {}

        record Refused(String why) implements Click {}
    }

    private Click place() throws InterruptedException {
        String last = "no answer";
        for (Pause pause = new Pause(); !isOver(); pause.take()) {
            switch (storefront.place(wish)) {
                case Answer.Ok ok -> {
                    return new Click.Acknowledged(Storefront.receipt(ok.json()));
                }
                case Answer.No no -> {
                    return new Click.Refused(no.why());
                }
                case Answer.Later later -> last = later.why();
            }
        }
        return new Click.Refused(last);
    }

    private Optional<Status> waitForEnd(Receipt receipt) throws InterruptedException {
        onStatus.accept(Status.PENDING_PAYMENT);
        Pause pause = new Pause();
        while (!isOver()) {
            pause.take();
            if (storefront.look(receipt) instanceof Answer.Ok ok) {
                Status status = Storefront.status(ok.json());
                told.add(status);
                onStatus.accept(status);
                if (status.isFinal()) {
                    return Optional.of(status);
                }
            }
        }
        return Optional.empty();
    }

    private List<String> reveal(Receipt receipt) throws InterruptedException {
        String last = "";
        for (Pause pause = new Pause(); !isOver(); pause.take()) {
            switch (storefront.reveal(receipt)) {
                case Answer.Ok ok -> {
                    return Storefront.codes(ok.json());
                }
                // Fulfillment hears of an order by its events, so even a 404 may be early.
                case Answer.No no -> last = no.why();
                case Answer.Later later -> last = later.why();
            }
        }
        complaints.add("the cards could not be opened: " + last);
        return List.of();
    }

    private boolean isOver() {
        return elapsed().compareTo(patience) >= 0;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Waits longer each time. */
    private static final class Pause {
        private Duration next = FIRST_PAUSE;

        void take() throws InterruptedException {
            Thread.sleep(next);
            Duration longer = Duration.ofNanos((long) (next.toNanos() * PAUSE_GROWTH));
            next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }
}
