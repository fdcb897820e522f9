package steadfast.payment.gatewaycall;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import steadfast.gateway.GatewayAnswer;

/** A call on its own thread, whose answer can be checked early and awaited later. */
final class TimedProbe<A extends GatewayAnswer> {
    private final FutureTask<A> call;

    TimedProbe(Supplier<A> call) {
        this.call = new FutureTask<>(call::get);
    }

    /** Thrown while there is no answer yet. */
    static final class NoAnswerYetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswerYetException() {
            super(null, null, false, false);
        }
    }

    /**
     * Makes the call.
     *
     * @throws NoAnswerYetException if it takes longer; the call continues
     */
    A soon(long patienceMillis) {
        Thread.ofVirtual().name("gateway-probe").start(call);
        try {
            return call.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerYetException();
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for the answer; the call's own timeout ends the wait. */
    A answer() {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static RuntimeException thrown(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e.getCause());
    }

    private static RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("stopped while waiting for the gateway's answer");
    }
}
