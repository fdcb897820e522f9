package steadfast.demo.buyers;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
import steadfast.client.ShopHttp.Answer;

/**
 * Carries out one purchase and records everything that it sees. Patient, as a real client has to
 * be: a request that failed or got no answer is repeated with the same key, until the deadline.
 */
public final class Buyer {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE_AT_HOME = Duration.ofSeconds(3);

    /**
     * How long a buyer holds a place before the next one may start. Fifty places lead to at least
     * ten orders per second, however slow the shop is.
     */
    private static final Duration AT_THE_COUNTER = Duration.ofSeconds(5);

    private final Storefront storefront;
    private final Duration patience;
    private final BuyerPlan buyerPlan;
    private final Consumer<Status> onStatus;
    private final Clock clock;
    private final List<StatusReading> told = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Set<URI> answered = new HashSet<>();
    private Optional<Instant> retried = Optional.empty();
    private final long firstClickNanos = System.nanoTime();
    private long patientSinceNanos = firstClickNanos;

    /**
     * A buyer at the door.
     *
     * @param patience from the first click until giving up, and again from each round's begin
     * @param onStatus hears every status that the buyer is told
     */
    public Buyer(
            Storefront storefront,
            Duration patience,
            BuyerPlan buyerPlan,
            Consumer<Status> onStatus,
            Clock clock) {
        this.storefront = storefront;
        this.patience = patience;
        this.buyerPlan = buyerPlan;
        this.onStatus = onStatus;
        this.clock = clock;
    }

    /**
     * Buys, waits for the end, and opens the cards.
     *
     * @param leaveTheCounter called, perhaps more than once, when the buyer continues to wait
     *     without a place
     */
    Purchase buy(Runnable leaveTheCounter) throws InterruptedException {
        List<Receipt> receipts = click();
        Optional<Instant> acknowledged = Optional.empty();
        Optional<Duration> untilFinal = Optional.empty();
        List<String> codes = List.of();
        if (!receipts.isEmpty()) {
            Receipt receipt = receipts.getFirst();
            acknowledged = Optional.of(roundBegins());
            if (buyerPlan.manner() == BuyerPlan.Manner.CANCELS) {
                press(() -> storefront.cancel(receipt));
            }
            Optional<Status> end = waitForEnd(receipt, leaveTheCounter);
            if (buyerPlan.manner().wantsAnotherRound()
                    && retried.isEmpty()
                    && end.filter(Status.FAILED::equals).isPresent()) {
                press(() -> storefront.retry(receipt, buyerPlan.nextMethod()));
                retried = Optional.of(roundBegins());
                end = waitForEnd(receipt, leaveTheCounter);
            }
            untilFinal = end.map(status -> since(firstClickNanos));
            if (end.filter(Status.COMPLETED::equals).isPresent()) {
                // No buyer leaves cards that are ready, however long they waited for them.
                patientSinceNanos = System.nanoTime();
                codes = reveal(receipt);
            }
        }
        return new Purchase(
                buyerPlan,
                receipts,
                acknowledged,
                List.copyOf(told),
                retried,
                untilFinal,
                codes,
                List.copyOf(complaints));
    }

    /** All clicks at once, each on its own connection. */
    private List<Receipt> click() throws InterruptedException {
        try (ExecutorService fingers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Click>> clicks =
                    fingers.invokeAll(
                            IntStream.range(0, buyerPlan.clicks())
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

    /** The result of one click. */
    private sealed interface Click {
        record Acknowledged(Receipt receipt) implements Click {}

        record Refused(String why) implements Click {}
    }

    private Click place() throws InterruptedException {
        String last = "no answer";
        for (Pause pause = new Pause(); !isOver(); pause.take(LONGEST_PAUSE)) {
            switch (storefront.place(buyerPlan)) {
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

    /** The order's time to live starts again. */
    private Instant roundBegins() {
        patientSinceNanos = System.nanoTime();
        return clock.instant();
    }

    /** Sends one action on the order. */
    private interface Button {
        Answer press() throws InterruptedException;
    }

    /** Repeats until there is an answer; the buyer sees later whether the shop agreed. */
    private Answer press(Button button) throws InterruptedException {
        Answer answer = button.press();
        for (Pause pause = new Pause(); !isOver() && answer instanceof Answer.Later; ) {
            pause.take(LONGEST_PAUSE);
            answer = button.press();
        }
        return answer;
    }

    private Optional<Status> waitForEnd(Receipt receipt, Runnable leaveTheCounter)
            throws InterruptedException {
        onStatus.accept(Status.PENDING_PAYMENT);
        Pause pause = new Pause();
        while (!isOver()) {
            boolean atHome = since(patientSinceNanos).compareTo(AT_THE_COUNTER) > 0;
            if (atHome) {
                leaveTheCounter.run();
            }
            pause.take(atHome ? LONGEST_PAUSE_AT_HOME : LONGEST_PAUSE);
            Instant askedAt = clock.instant();
            if (storefront.look(receipt) instanceof Answer.Ok ok) {
                Status status = Storefront.status(ok.json());
                told.add(new StatusReading(status, askedAt));
                onStatus.accept(status);
                if (retried.isEmpty() && Storefront.round(ok.json()) > 1) {
                    retried = Optional.of(roundBegins());
                }
                if (status.isFinal()) {
                    return Optional.of(status);
                }
                Optional<URI> toScan = Storefront.toScan(ok.json());
                if (toScan.isPresent()) {
                    isAskedToPay(receipt, toScan.get());
                }
            }
        }
        return Optional.empty();
    }

    private void isAskedToPay(Receipt receipt, URI action) throws InterruptedException {
        if (answered.contains(action)) {
            return;
        }
        switch (buyerPlan.manner()) {
            case PATIENT, CANCELS, TRIES_AGAIN, WHOLESALE -> {
                // A refusal is also an answer: then it is paid or closed, and the shop will report
                // that.
                if (!(storefront.scan(action) instanceof Answer.Later)) {
                    answered.add(action);
                }
            }
            case CHANGES_METHOD -> {
                answered.add(action);
                // A shop that waits for the end of the open payment must learn of that too.
                if (press(() -> storefront.retry(receipt, buyerPlan.nextMethod()))
                        instanceof Answer.No) {
                    press(() -> storefront.cancel(receipt));
                }
            }
            case NEVER_PAYS -> {}
        }
    }

    private List<String> reveal(Receipt receipt) throws InterruptedException {
        String last = "";
        for (Pause pause = new Pause(); !isOver(); pause.take(LONGEST_PAUSE)) {
            switch (storefront.reveal(receipt)) {
                case Answer.Ok ok -> {
                    return Storefront.codes(ok.json());
                }
                // fulfillment-service learns of an order by its events, so even a 404 may be
                // temporary.
                case Answer.No no -> last = no.why();
                case Answer.Later later -> last = later.why();
            }
        }
        complaints.add("the cards could not be opened: " + last);
        return List.of();
    }

    private boolean isOver() {
        return since(patientSinceNanos).compareTo(patience) >= 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
