package steadfast.demo.buyers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import steadfast.client.Answer;
import steadfast.client.Receipt;
import steadfast.client.ShownOrder;
import steadfast.client.Status;
import steadfast.client.Storefront;

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
    private final Phone phone;
    private final Patience patience;
    private final BuyerPlan buyerPlan;
    private final Consumer<Status> onStatus;
    private final Clock clock;
    private final List<StatusReading> readings = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Set<URI> answered = new HashSet<>();
    private Optional<Instant> retried = Optional.empty();
    private final long firstClickNanos = System.nanoTime();

    /**
     * A buyer at the door.
     *
     * @param patience from the first click until giving up, and again from each round's begin
     * @param onStatus hears every status that the buyer is told
     */
    public Buyer(
            Storefront storefront,
            Phone phone,
            Duration patience,
            BuyerPlan buyerPlan,
            Consumer<Status> onStatus,
            Clock clock) {
        this.storefront = storefront;
        this.phone = phone;
        this.patience = new Patience(patience);
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
        Clicks clicks = Clicks.of(buyerPlan, storefront, patience);
        complaints.addAll(clicks.complaints());
        List<Receipt> receipts = clicks.receipts();
        Optional<Instant> acknowledged = Optional.empty();
        Optional<Duration> untilFinal = Optional.empty();
        List<String> codes = List.of();
        if (!receipts.isEmpty()) {
            Receipt receipt = receipts.getFirst();
            acknowledged = Optional.of(roundBegins());
            if (buyerPlan.manner() == BuyerPlan.Manner.CANCELS) {
                press(() -> storefront.cancel(receipt.ticket()));
            }
            Optional<Status> end = waitForEnd(receipt, leaveTheCounter);
            if (buyerPlan.manner().wantsAnotherRound()
                    && retried.isEmpty()
                    && end.filter(Status.FAILED::equals).isPresent()) {
                press(() -> storefront.retry(receipt.ticket(), buyerPlan.nextMethod()));
                retried = Optional.of(roundBegins());
                end = waitForEnd(receipt, leaveTheCounter);
            }
            untilFinal = end.map(status -> sinceFirstClick());
            if (end.filter(Status.COMPLETED::equals).isPresent()) {
                // No buyer leaves cards that are ready, however long they waited for them.
                patience.beginAgain();
                codes = reveal(receipt);
            }
        }
        return new Purchase(
                buyerPlan,
                receipts,
                acknowledged,
                List.copyOf(readings),
                retried,
                untilFinal,
                codes,
                List.copyOf(complaints));
    }

    /** The order's time to live starts again. */
    private Instant roundBegins() {
        patience.beginAgain();
        return clock.instant();
    }

    /** Sends one action on the order. */
    private interface Button {
        Answer<JsonNode> press() throws InterruptedException;
    }

    /** Repeats until there is an answer; the buyer sees later whether the shop agreed. */
    private Answer<JsonNode> press(Button button) throws InterruptedException {
        Answer<JsonNode> answer = button.press();
        for (Pause pause = new Pause(); !patience.isOver() && answer instanceof Answer.Later<?>; ) {
            pause.take(LONGEST_PAUSE);
            answer = button.press();
        }
        return answer;
    }

    private Optional<Status> waitForEnd(Receipt receipt, Runnable leaveTheCounter)
            throws InterruptedException {
        onStatus.accept(Status.PENDING_PAYMENT);
        Pause pause = new Pause();
        while (!patience.isOver()) {
            boolean atHome = patience.lasted().compareTo(AT_THE_COUNTER) > 0;
            if (atHome) {
                leaveTheCounter.run();
            }
            pause.take(atHome ? LONGEST_PAUSE_AT_HOME : LONGEST_PAUSE);
            Instant askedAt = clock.instant();
            if (storefront.look(receipt.ticket())
                    instanceof Answer.Ok<ShownOrder>(ShownOrder order)) {
                Status status = order.status();
                readings.add(new StatusReading(status, askedAt));
                onStatus.accept(status);
                if (retried.isEmpty() && order.round() > 1) {
                    retried = Optional.of(roundBegins());
                }
                if (status.isFinal()) {
                    return Optional.of(status);
                }
                Optional<URI> toScan = order.toPay();
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
                if (!(phone.scan(action) instanceof Answer.Later<?>)) {
                    answered.add(action);
                }
            }
            case CHANGES_METHOD -> {
                answered.add(action);
                // A shop that waits for the end of the open payment must learn of that too.
                if (press(() -> storefront.retry(receipt.ticket(), buyerPlan.nextMethod()))
                        instanceof Answer.No<?>) {
                    press(() -> storefront.cancel(receipt.ticket()));
                }
            }
            case NEVER_PAYS -> {}
        }
    }

    private List<String> reveal(Receipt receipt) throws InterruptedException {
        String last = "";
        for (Pause pause = new Pause(); !patience.isOver(); pause.take(LONGEST_PAUSE)) {
            switch (storefront.reveal(receipt.ticket())) {
                case Answer.Ok<List<String>> ok -> {
                    return ok.value();
                }
                // fulfillment-service learns of an order by its events, so even a 404 may be
                // temporary.
                case Answer.No<List<String>> no -> last = no.why();
                case Answer.Later<List<String>> later -> last = later.why();
            }
        }
        complaints.add("the cards could not be opened: " + last);
        return List.of();
    }

    private Duration sinceFirstClick() {
        return Duration.ofNanos(System.nanoTime() - firstClickNanos);
    }
}
