package steadfast.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import steadfast.sandbox.callbacks.CallbackTarget;
import steadfast.sandbox.faults.FaultRates;

/**
 * How a sandbox runs.
 *
 * @param port 0 takes any free one
 * @param store the journal's file
 * @param latency the median time to an answer
 * @param seed of every random choice
 * @param climate the initial fault rates
 * @param pace divides every fault's delay, but not the latency
 * @param callbacks their target, if any
 */
record SandboxOptions(
        String host,
        int port,
        Path store,
        Duration latency,
        long seed,
        String apiKey,
        FaultRates climate,
        int pace,
        Optional<CallbackTarget> callbacks) {}
