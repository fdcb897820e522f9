package steadfast.sandbox.faults;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.Settlement;

/**
 * The effect of each fault on a call, with its delays. They exceed the timeouts of callers that
 * wait 10 seconds for a charge or a refund and 5 for a query or a cancel; {@code pace} divides them
 * all, but not the latency.
 */
public final class Fates {

    private static final Duration HANG = Duration.ofSeconds(30);
    private static final DurationRange LANDS_AFTER = DurationRange.ofSeconds(12, 20);
    private static final DurationRange SLOW = DurationRange.ofSeconds(2, 6);
    private static final DurationRange SLOW_BUT_SHORT = DurationRange.ofSeconds(2, 4);
    private static final DurationRange SETTLES_AFTER = DurationRange.ofSeconds(4, 20);
    private static final Duration LANDS_A_MINUTE_LATE = Duration.ofSeconds(70);
    private static final Duration LAG = Duration.ofSeconds(3);
    private static final Duration LONG_LAG = Duration.ofSeconds(70);

    private static final String REFUSAL = "do-not-honor";
    private static final int DECLINES_OF_100_PENDING = 10;

    private static final ServerFault AS_ASKED = new ServerFault.None();
    private static final ResponseFault.Unanswered BUSY =
            new ResponseFault.Refused(ApiError.BUSY, "please come back later");
    private static final ResponseFault.Unanswered RATE_LIMITED =
            new ResponseFault.Refused(ApiError.RATE_LIMITED, "please come back later");
    private static final ResponseFault.Unanswered REFUND_REFUSED =
            new ResponseFault.Refused(
                    ApiError.REFUND_REFUSED, "the buyer's bank rejected the refund");

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

    /** Creates the fates; {@code pace} divides every delay but the latency. */
    public Fates(Latency latency, int pace) {
        this.latency = latency;
        this.pace = pace;
    }

    int pace() {
        return pace;
    }

    /** Returns the fate of a call without a fault. */
    FaultPlan fair(RandomGenerator random) {
        return served(AS_ASKED, random);
    }

    /** Returns the fate of a call with this fault. */
    public FaultPlan of(Fault fault, Operation operation, RandomGenerator random) {
        return switch (fault) {
            case TIMEOUT_BEFORE -> lost(hang(), random);
            case TIMEOUT_AFTER -> booked(hang(), random);
            case LATE_LANDING -> lateLanding(random);
            case BUSY -> perhapsBooked(BUSY, random);
            case RATE_LIMITED -> lost(RATE_LIMITED, random);
            case RESET -> perhapsBooked(new ResponseFault.Closed(), random);
            case HALF_BODY -> booked(new ResponseFault.Cut(), random);
            case GARBAGE ->
                    booked(
                            new ResponseFault.Nonsense(
                                    NONSENSE.get(random.nextInt(NONSENSE.size()))),
                            random);
            case SLOW ->
                    booked(new ResponseFault.Answered(slow(operation).draw(pace, random)), random);
            case DECLINED -> served(new ServerFault.Declined(REFUSAL), random);
            case AMOUNT_TOO_SMALL ->
                    notPayable(ApiError.AMOUNT_TOO_SMALL, "the amount is below 0.50", random);
            case AMOUNT_TOO_LARGE ->
                    notPayable(ApiError.AMOUNT_TOO_LARGE, "the amount is above 999,999.99", random);
            case CURRENCY_NOT_TAKEN ->
                    notPayable(
                            ApiError.CURRENCY_NOT_TAKEN,
                            "this account does not support the currency",
                            random);
            case METHOD_NOT_AVAILABLE ->
                    notPayable(
                            ApiError.METHOD_NOT_AVAILABLE,
                            "the payment method is not available for this account",
                            random);
            case PENDING -> served(pending(settlement(random), random), random);
            case QUERY_LAG -> served(new ServerFault.Lag(LAG.dividedBy(pace)), random);
            case CANCEL_RACE ->
                    served(
                            operation == Operation.CHARGE
                                    ? pending(Settlement.CAPTURE_BEFORE_CANCEL, random)
                                    : new ServerFault.Overtaken(),
                            random);
            case LATE_LANDING_MINUTE ->
                    new FaultPlan.Booked(
                            LANDS_A_MINUTE_LATE.dividedBy(pace),
                            AS_ASKED,
                            new ResponseFault.Hung(Duration.ZERO));
            case QUERY_LAG_LONG -> served(new ServerFault.Lag(LONG_LAG.dividedBy(pace)), random);
            case QUERY_NOT_FOUND -> served(new ServerFault.Unseen(), random);
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

    /** Returns the fate of a call during an outage: it never reaches the ledger. */
    FaultPlan inAnOutage(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> lost(new ResponseFault.Closed(), random);
            case 1 -> lost(hang(), random);
            default -> lost(BUSY, random);
        };
    }

    private FaultPlan served(ServerFault serverFault, RandomGenerator random) {
        Duration half = half(random);
        return new FaultPlan.Booked(half, serverFault, new ResponseFault.Answered(half));
    }

    private FaultPlan lost(ResponseFault.Unanswered ending, RandomGenerator random) {
        return new FaultPlan.Lost(half(random), ending);
    }

    private FaultPlan booked(ResponseFault responseFault, RandomGenerator random) {
        return new FaultPlan.Booked(half(random), AS_ASKED, responseFault);
    }

    private FaultPlan notPayable(ApiError error, String message, RandomGenerator random) {
        return lost(new ResponseFault.Refused(error, message), random);
    }

    private FaultPlan perhapsBooked(ResponseFault.Unanswered ending, RandomGenerator random) {
        return random.nextBoolean() ? booked(ending, random) : lost(ending, random);
    }

    private FaultPlan lateLanding(RandomGenerator random) {
        Duration lands = LANDS_AFTER.draw(pace, random);
        return new FaultPlan.Booked(
                lands, AS_ASKED, new ResponseFault.Hung(hang().length().minus(lands)));
    }

    private ServerFault pending(Settlement settlement, RandomGenerator random) {
        return new ServerFault.Pending(SETTLES_AFTER.draw(pace, random), settlement);
    }

    private static Settlement settlement(RandomGenerator random) {
        return random.nextInt(100) < DECLINES_OF_100_PENDING
                ? Settlement.DECLINE
                : Settlement.CAPTURE;
    }

    private ResponseFault.Hung hang() {
        return new ResponseFault.Hung(HANG.dividedBy(pace));
    }

    private Duration half(RandomGenerator random) {
        return latency.draw(random).dividedBy(2);
    }

    private static DurationRange slow(Operation operation) {
        return switch (operation) {
            case CHARGE, REFUND -> SLOW;
            case QUERY, CANCEL, CALLBACK -> SLOW_BUT_SHORT;
        };
    }
}
