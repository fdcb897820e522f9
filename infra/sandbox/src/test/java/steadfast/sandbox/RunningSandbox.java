package steadfast.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import steadfast.sandbox.callbacks.CallbackTarget;
import steadfast.sandbox.faults.FaultRates;
import steadfast.sandbox.faults.Profile;

/** A sandbox on a free port with a merchant at its counter. */
record RunningSandbox(Sandbox sandbox, SandboxClient client) implements AutoCloseable {

    static RunningSandbox over(Path store) throws Exception {
        return over(store, Duration.ZERO);
    }

    static RunningSandbox over(Path store, Duration latency) throws Exception {
        return over(store, latency, Profile.CALM, 1, Clock.systemUTC());
    }

    static RunningSandbox over(Path store, FaultRates faultRates, int pace, Clock clock)
            throws Exception {
        return over(store, Duration.ZERO, faultRates, pace, clock);
    }

    /** Tells this merchant of every change. */
    static RunningSandbox notifying(
            Merchant merchant, Path store, FaultRates faultRates, int pace, Clock clock)
            throws Exception {
        return over(store, Duration.ZERO, faultRates, pace, clock, Optional.of(merchant.target()));
    }

    private static RunningSandbox over(
            Path store, Duration latency, FaultRates faultRates, int pace, Clock clock)
            throws Exception {
        return over(store, latency, faultRates, pace, clock, Optional.empty());
    }

    private static RunningSandbox over(
            Path store,
            Duration latency,
            FaultRates faultRates,
            int pace,
            Clock clock,
            Optional<CallbackTarget> callbacks)
            throws Exception {
        Sandbox sandbox =
                Sandbox.start(
                        new SandboxOptions(
                                "127.0.0.1",
                                0,
                                store,
                                latency,
                                7,
                                SandboxClient.KEY,
                                faultRates,
                                pace,
                                callbacks),
                        clock);
        return new RunningSandbox(sandbox, new SandboxClient(sandbox.port()));
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }
}
