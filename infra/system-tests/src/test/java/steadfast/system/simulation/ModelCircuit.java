package steadfast.system.simulation;

import java.time.Duration;
import java.time.Instant;
import steadfast.gateway.GatewayAnswer;

/**
 * The circuit before one gateway: closed, all may call; open, nobody; half open, a few probes a
 * period, retried ones only within the budget that first calls earn.
 */
final class ModelCircuit {
    enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    /** Probes a period, and so many good answers close the circuit. */
    private static final int PROBES = 2;

    private static final Duration PERIOD = Duration.ofSeconds(100);

    /** What each first call earns of a retried one. */
    private static final double SHARE = 0.1;

    private final SimulatedTime time;
    private final Coverage coverage;
    private State state = State.CLOSED;
    private int probesLeft;
    private int goodAnswers;
    private double retriesLeft = 1;
    private Instant periodEndsAt = Instant.MIN;

    ModelCircuit(SimulatedTime time, Coverage coverage) {
        this.time = time;
        this.coverage = coverage;
    }

    State state() {
        return state;
    }

    /** Too many calls failed. */
    void opens() {
        state = State.OPEN;
    }

    /** It was open long enough. */
    void halfOpens() {
        state = State.HALF_OPEN;
        goodAnswers = 0;
    }

    /** Enough calls succeeded. */
    void closes() {
        state = State.CLOSED;
    }

    /** Whether an exchange may begin with a call. */
    boolean admits(boolean retried) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> takesProbe(retried);
        };
    }

    /** Whether the parking tier lets a record go. */
    boolean letsGo() {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> probesLeft > 0 || periodIsOver();
        };
    }

    private boolean periodIsOver() {
        return !time.now().isBefore(periodEndsAt);
    }

    private boolean takesProbe(boolean retried) {
        if (periodIsOver()) {
            periodEndsAt = time.now().plus(PERIOD);
            probesLeft = PROBES;
            retriesLeft = Math.max(1, retriesLeft);
        }
        if (probesLeft == 0) {
            coverage.record(Situation.PARKED_WHILE_HALF_OPEN);
            return false;
        }
        if (retried && retriesLeft < 1) {
            coverage.record(Situation.PARKED_WITHOUT_RETRY_BUDGET);
            return false;
        }
        coverage.record(
                retried ? Situation.RETRIED_CALL_WAS_A_PROBE : Situation.FIRST_CALL_WAS_A_PROBE);
        retriesLeft += retried ? -1 : SHARE;
        probesLeft--;
        return true;
    }

    /** Hears what a call was answered. */
    void answered(GatewayAnswer answer) {
        if (state != State.HALF_OPEN) {
            return;
        }
        if (isSick(answer)) {
            coverage.record(Situation.PROBE_OPENED_THE_CIRCUIT);
            opens();
        } else if (++goodAnswers >= PROBES) {
            coverage.record(Situation.PROBES_CLOSED_THE_CIRCUIT);
            closes();
        }
    }

    private static boolean isSick(GatewayAnswer answer) {
        return answer
                        instanceof
                        GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause cause, String any)
                && cause == GatewayAnswer.Unknown.Cause.TIMEOUT;
    }
}
