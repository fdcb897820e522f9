package steadfast.testkit.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.fuzz.CaseGenerator.Case;

/**
 * Sends a running service requests that are almost right, many at once, and reports every answer
 * that breaks {@link ResponseRules}. A run follows from its seed: {@code -Dseed=<seed>} repeats it,
 * with {@code -Dcase=<number>} that one request alone.
 */
public final class Fuzzer {

    /** The system property that repeats a run. */
    public static final String SEED_PROPERTY = "seed";

    /** Fixed, so that each run has the same cases and a red run is due to a change. */
    private static final long DEFAULT_SEED = 20_261_128L;

    /** The system property that repeats one case of it. */
    public static final String CASE_PROPERTY = "case";

    private static final int AT_ONCE = 12;

    /** The most tries of a request that is answered "try again". */
    private static final int MAX_TRIES = 200;

    /** Far more than any of these needs on a busy machine, far less than a client would wait. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String DESCRIPTION = "/q/openapi?format=json";

    private final URI service;
    private final Examples examples;
    private final ApiDescription description;
    private final Duration limit;
    private final long seed;
    private int atOnce = AT_ONCE;

    private Fuzzer(URI service, Examples examples, ApiDescription description, Duration limit) {
        this.service = service;
        this.limit = limit;
        this.examples = examples;
        this.description = description;
        this.seed = Long.getLong(SEED_PROPERTY, DEFAULT_SEED);
    }

    /** Reads the description of the application under test. */
    public static Fuzzer ofApplication(Examples examples) {
        return of(
                URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)),
                ManagementPort.at("/"),
                examples,
                LIMIT);
    }

    /**
     * Reads the service's own description.
     *
     * @param management the address at which it describes itself
     * @param limit after which a request that was not answered counts as hanging
     */
    static Fuzzer of(URI service, URI management, Examples examples, Duration limit) {
        try (Connection connection = new Connection(management, LIMIT)) {
            Draft ask = new Draft("GET", DESCRIPTION);
            for (String key : examples.allKeys()) {
                ask.header("Authorization", "Bearer " + key);
            }
            FuzzResponse answer = connection.exchange(ask.wire(), true);
            if (answer.status() != 200) {
                throw new IllegalStateException("no API description: " + answer);
            }
            return new Fuzzer(
                    service,
                    examples,
                    new ApiDescription(new ObjectMapper().readTree(answer.body())),
                    limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets how many requests are sent at once, for a service that refuses more. */
    public Fuzzer atOnce(int requests) {
        this.atOnce = requests;
        return this;
    }

    /** Sends this many cases, or only the one that {@code -Dcase} names. */
    public FuzzReport run(int cases) {
        CaseGenerator generator = new CaseGenerator(description, examples, seed);
        FuzzReport report = new FuzzReport(seed, description.operations());
        Long only = Long.getLong(CASE_PROPERTY);
        AtomicLong next = new AtomicLong(only == null ? 0 : only);
        long end = only == null ? cases : only + 1;
        System.out.printf("fuzzing %s with -D%s=%d%n", service, SEED_PROPERTY, seed);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (int worker = 0; worker < atOnce; worker++) {
                workers.add(threads.submit(() -> work(generator, next, end, report)));
            }
        }
        workers.forEach(Fuzzer::requireDone);
        System.out.print(report.summary());
        return report;
    }

    private void work(CaseGenerator generator, AtomicLong next, long end, FuzzReport report) {
        try (Connection connection = new Connection(service, limit)) {
            for (long number = next.getAndIncrement();
                    number < end;
                    number = next.getAndIncrement()) {
                send(generator.generate(number), connection, report);
            }
        }
    }

    private void send(Case one, Connection connection, FuzzReport report) {
        try {
            boolean hasBody = !one.draft().method().equals("HEAD");
            FuzzResponse answer = connection.exchange(one.draft().wire(), hasBody);
            for (int tries = 1; busy(answer) && tries < MAX_TRIES; tries++) {
                answer = connection.exchange(one.draft().wire(), hasBody);
            }
            String shown = answer.toString();
            report.answered(one, answer.status());
            ResponseRules.broken(one, answer).ifPresent(rule -> report.found(one, rule, shown));
        } catch (SocketTimeoutException e) {
            report.answered(one, 0);
            report.found(one, "no answer within " + limit, "nothing");
        } catch (IOException e) {
            report.answered(one, 0);
            ResponseRules.brokenSilence(one)
                    .ifPresent(rule -> report.found(one, rule, e.toString()));
        }
    }

    private static boolean busy(FuzzResponse answer) {
        return (answer.status() == 503 || answer.status() == 429)
                && answer.header("Retry-After") != null;
    }

    private static void requireDone(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker of the fuzzer failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
