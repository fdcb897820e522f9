package steadfast.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What each fault does to a call, with its delays. They are long enough to be met by callers that
 * wait 10 seconds for a charge or a refund and 5 for a query or a cancel; {@code pace} divides them
 * all, but not the latency.
 */
final class Fates {

    private static final Duration HANG = Duration.ofSeconds(30);
    private static final Span LANDS_AFTER = Span.ofSeconds(12, 20);
    private static final Span SLOW = Span.ofSeconds(2, 6);
    private static final Span SLOW_BUT_SHORT = Span.ofSeconds(2, 4);
    private static final Span SETTLES_AFTER = Span.ofSeconds(4, 20);
    private static final Duration LANDS_A_MINUTE_LATE = Duration.ofSeconds(70);
    private static final Duration LAG = Duration.ofSeconds(3);
    private static final Duration LONG_LAG = Duration.ofSeconds(70);

    private static final String REFUSAL = "do-not-honor";
    private static final int DECLINES_OF_100_PENDING = 10;

    private static final Twist AS_ASKED = new Twist.None();
    private static final Ending.Unanswered BUSY =
            new Ending.Refused(ApiError.BUSY, "please come back later");
    private static final Ending.Unanswered RATE_LIMITED =
            new Ending.Refused(ApiError.RATE_LIMITED, "please come back later");
    private static final Ending.Unanswered REFUND_REFUSED =
            new Ending.Refused(ApiError.REFUND_REFUSED, "the buyer's bank does not take it back");

    private static final List<String> NONSENSE =
            List.of(
                    "<html><body>Please come back later.</body></html>",
                    "{\"code\":\"SUCCESS\",\"data\":null}",
                    "{\"paymentId\":\"of-somebody-else\",\"status\":\"CAPTURED\",\"amountMinor\":1,"
                            + "\"currency\":\"XXX\",\"capturedAt\":\"1970-01-01T00:00:00Z\"}",
                    "\"OK\"",
                    "");

    private final Latency latency;
    private final int pace;

    /** {@code pace} divides every delay but the latency. */
    Fates(Latency latency, int pace) {
        this.latency = latency;
        this.pace = pace;
    }

    int pace() {
        return pace;
    }

    /** Of a call that meets nothing. */
    Fate fair(RandomGenerator random) {
        return served(AS_ASKED, random);
    }

    /** Of a call that meets this fault. */
    Fate of(Fault fault, Operation operation, RandomGenerator random) {
        return switch (fault) {
            case TIMEOUT_BEFORE -> lost(hang(), random);
            case TIMEOUT_AFTER -> booked(hang(), random);
            case LATE_LANDING -> lateLanding(random);
            case BUSY -> perhapsBooked(BUSY, random);
            case RATE_LIMITED -> lost(RATE_LIMITED, random);
            case RESET -> perhapsBooked(new Ending.Closed(), random);
            case HALF_BODY -> booked(new Ending.Cut(), random);
            case GARBAGE ->
                    booked(
                            new Ending.Nonsense(NONSENSE.get(random.nextInt(NONSENSE.size()))),
                            random);
            case SLOW -> booked(new Ending.Answered(slow(operation).draw(pace, random)), random);
            case DECLINED -> served(new Twist.Declined(REFUSAL), random);
            case AMOUNT_TOO_SMALL ->
                    notPayable(ApiError.AMOUNT_TOO_SMALL, "the amount is below 0.50", random);
            case AMOUNT_TOO_LARGE ->
                    notPayable(ApiError.AMOUNT_TOO_LARGE, "the amount is above 999,999.99", random);
            case CURRENCY_NOT_TAKEN ->
                    notPayable(
                            ApiError.CURRENCY_NOT_TAKEN,
                            "this account does not take the currency",
                            random);
            case METHOD_NOT_AVAILABLE ->
                    notPayable(
                            ApiError.METHOD_NOT_AVAILABLE,
                            "the payment method is not available for this account",
                            random);
            case PENDING -> served(pending(settlement(random), random), random);
            case QUERY_LAG -> served(new Twist.Lag(LAG.dividedBy(pace)), random);
            case CANCEL_RACE ->
                    served(
                            operation == Operation.CHARGE
                                    ? pending(Settlement.CAPTURE_BEFORE_CANCEL, random)
                                    : new Twist.Overtaken(),
                            random);
            case LATE_LANDING_MINUTE ->
                    new Fate.Booked(
                            LANDS_A_MINUTE_LATE.dividedBy(pace),
                            AS_ASKED,
                            new Ending.Hung(Duration.ZERO));
            case QUERY_LAG_LONG -> served(new Twist.Lag(LONG_LAG.dividedBy(pace)), random);
            case QUERY_NOT_FOUND -> served(new Twist.Unseen(), random);
            case REFUND_REFUSED -> lost(REFUND_REFUSED, random);
            case REFUND_CONTRADICTED -> booked(REFUND_REFUSED, random);
            case CALLBACK_DELAYED,
                    CALLBACK_LOST,
                    CALLBACK_DUPLICATED,
                    CALLBACK_REORDERED,
                    CALLBACK_FORGED,
                    CALLBACK_CONTRADICTORY,
                    CALLBACK_BEFORE_ANSWER ->
                    throw new IllegalArgumentException(fault + " is no fault of a call");
        };
    }

    /** Of a call while nothing works: it never gets as far as the books. */
    Fate inAnOutage(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> lost(new Ending.Closed(), random);
            case 1 -> lost(hang(), random);
            default -> lost(BUSY, random);
        };
    }

    private Fate served(Twist twist, RandomGenerator random) {
        Duration half = half(random);
        return new Fate.Booked(half, twist, new Ending.Answered(half));
    }

    private Fate lost(Ending.Unanswered ending, RandomGenerator random) {
        return new Fate.Lost(half(random), ending);
    }

    private Fate booked(Ending ending, RandomGenerator random) {
        return new Fate.Booked(half(random), AS_ASKED, ending);
    }

    private Fate notPayable(ApiError error, String message, RandomGenerator random) {
        return lost(new Ending.Refused(error, message), random);
    }

    private Fate perhapsBooked(Ending.Unanswered ending, RandomGenerator random) {
        return random.nextBoolean() ? booked(ending, random) : lost(ending, random);
    }

    private Fate lateLanding(RandomGenerator random) {
        Duration lands = LANDS_AFTER.draw(pace, random);
        return new Fate.Booked(lands, AS_ASKED, new Ending.Hung(hang().length().minus(lands)));
    }

    private Twist pending(Settlement settlement, RandomGenerator random) {
        return new Twist.Pending(SETTLES_AFTER.draw(pace, random), settlement);
    }

    private static Settlement settlement(RandomGenerator random) {
        return random.nextInt(100) < DECLINES_OF_100_PENDING
                ? Settlement.DECLINE
                : Settlement.CAPTURE;
    }

    private Ending.Hung hang() {
        return new Ending.Hung(HANG.dividedBy(pace));
    }

    private Duration half(RandomGenerator random) {
        return latency.draw(random).dividedBy(2);
    }

    private static Span slow(Operation operation) {
        return switch (operation) {
            case CHARGE, REFUND -> SLOW;
            case QUERY, CANCEL, CALLBACK -> SLOW_BUT_SHORT;
        };
    }
}
