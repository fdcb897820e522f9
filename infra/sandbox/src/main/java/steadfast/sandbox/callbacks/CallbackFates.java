package steadfast.sandbox.callbacks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import steadfast.sandbox.faults.DurationRange;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.PaymentJson;

/** The effect of each fault on a callback, with its delays; {@code pace} divides them all. */
final class CallbackFates {

    /** The time by which a charge is normally answered. */
    private static final Duration SOON = Duration.ofMillis(250);

    private static final DurationRange DELAY = DurationRange.ofSeconds(3, 10);
    private static final DurationRange GAP = DurationRange.ofSeconds(1, 3);
    private static final Duration HELD_BACK_AT_MOST = Duration.ofSeconds(30);

    private final int pace;

    CallbackFates(int pace) {
        this.pace = pace;
    }

    /** Returns how long a callback waits for a newer one. */
    Duration heldBackAtMost() {
        return HELD_BACK_AT_MOST.dividedBy(pace);
    }

    /**
     * Returns the plan for this event's callbacks.
     *
     * @param at when it happened
     */
    CallbackPlan of(
            Optional<Fault> fault, Callback.Event event, Instant at, RandomGenerator random) {
        return fault.map(met -> of(met, event, at, random))
                .orElseGet(() -> atOnce(genuine(event, soon())));
    }

    private CallbackPlan of(Fault fault, Callback.Event event, Instant at, RandomGenerator random) {
        return switch (fault) {
            case CALLBACK_DELAYED -> atOnce(genuine(event, DELAY.draw(pace, random)));
            case CALLBACK_LOST -> atOnce();
            case CALLBACK_DUPLICATED ->
                    atOnce(
                            genuine(event, soon()),
                            new Callback(Callback.Kind.DUPLICATE, event, soon().plus(gap(random))));
            case CALLBACK_REORDERED ->
                    new CallbackPlan(
                            List.of(genuine(event, Duration.ZERO)),
                            CallbackPlan.When.AFTER_A_NEWER);
            case CALLBACK_FORGED -> beforeOrAfter(forged(event, at, random), event, random);
            case CALLBACK_CONTRADICTORY ->
                    beforeOrAfter(
                            claim(
                                    Callback.Kind.CONTRADICTORY,
                                    event,
                                    event.payment().contradicted(at)),
                            event,
                            random);
            case CALLBACK_BEFORE_ANSWER ->
                    new CallbackPlan(
                            List.of(genuine(event, Duration.ZERO)),
                            CallbackPlan.When.BEFORE_THE_ANSWER);
            case TIMEOUT_BEFORE,
                    TIMEOUT_AFTER,
                    LATE_LANDING,
                    BUSY,
                    RATE_LIMITED,
                    RESET,
                    HALF_BODY,
                    GARBAGE,
                    SLOW,
                    DECLINED,
                    AMOUNT_TOO_SMALL,
                    AMOUNT_TOO_LARGE,
                    CURRENCY_NOT_TAKEN,
                    METHOD_NOT_AVAILABLE,
                    PENDING,
                    QUERY_LAG,
                    CANCEL_RACE,
                    LATE_LANDING_MINUTE,
                    QUERY_LAG_LONG,
                    QUERY_NOT_FOUND,
                    REFUND_REFUSED,
                    REFUND_CONTRADICTED ->
                    throw new IllegalArgumentException(fault + " is no fault of a callback");
        };
    }

    private Callback forged(Callback.Event event, Instant at, RandomGenerator random) {
        return random.nextBoolean()
                ? claim(Callback.Kind.FORGED_SIGNATURE, event, event.payment().contradicted(at))
                : claim(Callback.Kind.FORGED_AMOUNT, event, event.payment().withAnotherAmount(at));
    }

    private Callback claim(Callback.Kind kind, Callback.Event event, PaymentJson claimed) {
        return new Callback(
                kind, new Callback.Event(event.id() + "-0", event.merchant(), claimed), soon());
    }

    /** A true callback comes with every false one, some seconds earlier or later. */
    private CallbackPlan beforeOrAfter(Callback lie, Callback.Event truth, RandomGenerator random) {
        Duration later = soon().plus(gap(random));
        return random.nextBoolean()
                ? atOnce(genuine(truth, soon()), new Callback(lie.kind(), lie.event(), later))
                : atOnce(lie, genuine(truth, later));
    }

    private static CallbackPlan atOnce(Callback... callbacks) {
        return new CallbackPlan(List.of(callbacks), CallbackPlan.When.AT_ONCE);
    }

    private static Callback genuine(Callback.Event event, Duration after) {
        return new Callback(Callback.Kind.GENUINE, event, after);
    }

    private Duration soon() {
        return SOON.dividedBy(pace);
    }

    private Duration gap(RandomGenerator random) {
        return GAP.draw(pace, random);
    }
}
