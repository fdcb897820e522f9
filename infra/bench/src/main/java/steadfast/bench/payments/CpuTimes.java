package steadfast.bench.payments;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CPU time, user and system, that the running processes of each part of the measurement have
 * used.
 */
final class CpuTimes {

    /** A part of the measurement. */
    enum Part {
        PAYMENT_SERVICE("payment-service"),
        POSTGRES("PostgreSQL"),
        KAFKA("Kafka"),
        GATEWAY("the gateway"),
        BENCH("the bench itself");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Map<Part, Duration> used;

    private CpuTimes(Map<Part, Duration> used) {
        this.used = used;
    }

    /** Reads the CPU times used until now. */
    static CpuTimes now() {
        Map<Part, Duration> used = new EnumMap<>(Part.class);
        ProcessHandle bench = ProcessHandle.current();
        used.put(Part.BENCH, bench.info().totalCpuDuration().orElse(Duration.ZERO));
        try (Stream<ProcessHandle> processes = bench.descendants()) {
            processes.forEach(process -> {
                Optional<Duration> duration = process.info().totalCpuDuration();
                Optional<Part> part = part(process);
                if (duration.isPresent() && part.isPresent()) {
                    used.merge(part.get(), duration.get(), Duration::plus);
                }
            });
        }
        return new CpuTimes(used);
    }

    private static Optional<Part> part(ProcessHandle process) {
        String command = process.info().command().orElse("");
        if (!command.endsWith("/java")) {
            return command.endsWith("/postgres") ? Optional.of(Part.POSTGRES) : Optional.empty();
        }
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return Arrays.stream(arguments)
                .flatMap(argument -> ofArgument(argument).stream())
                .findFirst();
    }

    private static Optional<Part> ofArgument(String argument) {
        if (argument.equals("kafka.Kafka")) {
            return Optional.of(Part.KAFKA);
        }
        if (argument.equals("steadfast.sandbox.SandboxMain")) {
            return Optional.of(Part.GATEWAY);
        }
        return argument.contains("payment-service")
                ? Optional.of(Part.PAYMENT_SERVICE)
                : Optional.empty();
    }

    /** Returns what this part has used since then, in milliseconds. */
    double millisSince(CpuTimes before, Part part) {
        return millis(part) - before.millis(part);
    }

    private double millis(Part part) {
        return used.getOrDefault(part, Duration.ZERO).toNanos() / 1e6;
    }
}
