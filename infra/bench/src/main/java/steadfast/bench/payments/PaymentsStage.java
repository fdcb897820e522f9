package steadfast.bench.payments;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import steadfast.launcher.shop.LocalServers;

/** The setting of every scenario: a running payment-service, and a view of all that it touches. */
final class PaymentsStage implements AutoCloseable {

    /** The first gateway's name. */
    static final String GATEWAY = "sandbox";

    private static final double NANOS_A_SECOND = 1e9;

    private static final int WARM_UP = 3_000;
    private static final int LEAST_WARM_UPS = 3;
    private static final int MOST_WARM_UPS = 10;
    private static final double HARDLY_FASTER = 1.05;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final PaymentService service;
    private final OrderSubmitter orders;
    private final PaymentEvents events;
    private final PaymentsDatabase database;
    private final FailureTopics failureTopics;
    private final GatewayControl gateway;

    private PaymentsStage(
            PaymentService service,
            OrderSubmitter orders,
            PaymentEvents events,
            PaymentsDatabase database,
            FailureTopics failureTopics,
            GatewayControl gateway) {
        this.service = service;
        this.orders = orders;
        this.events = events;
        this.database = database;
        this.failureTopics = failureTopics;
        this.gateway = gateway;
    }

    /**
     * Starts a payment-service of its own.
     *
     * @param settings by environment, on top of what the launcher gives it
     */
    static PaymentsStage start(LocalServers servers, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException, SQLException {
        Map<String, String> environment = servers.command("payment-service").environment();
        // It creates the topics and the tables, so it comes first.
        PaymentService service =
                PaymentService.start(servers, settings, folder.resolve("payment-service.out"));
        return new PaymentsStage(
                service,
                new OrderSubmitter(servers.kafkaSettings()),
                new PaymentEvents(servers.kafkaSettings()),
                new PaymentsDatabase(environment),
                new FailureTopics(servers.kafkaSettings()),
                new GatewayControl(
                        URI.create(variable(environment, "SANDBOX_URL")),
                        variable(environment, "SANDBOX_API_KEY")));
    }

    private static String variable(Map<String, String> environment, String variable) {
        return Objects.requireNonNull(environment.get(variable), variable);
    }

    PaymentService service() {
        return service;
    }

    OrderSubmitter orders() {
        return orders;
    }

    PaymentEvents events() {
        return events;
    }

    PaymentsDatabase database() {
        return database;
    }

    FailureTopics failureTopics() {
        return failureTopics;
    }

    GatewayControl gateway() {
        return gateway;
    }

    /**
     * Submits this many orders without faults, waits until all have succeeded, and returns how many
     * succeeded per second, from before the first was sent until the last success was read.
     */
    double calmRate(int records) throws InterruptedException {
        Batch batch = orders.submit(records, OrderSubmitter.CARD);
        events.awaitSuccesses(batch, records, LIMIT);
        long end = Collections.max(events.successes(batch).values());
        return records / ((end - batch.beginNanos()) / NANOS_A_SECOND);
    }

    /**
     * Submits batches that do not count until the JIT compiler is done: until one is hardly faster
     * than the best before it. How many that takes depends on the machine.
     */
    void warmUp() throws InterruptedException {
        double best = 0;
        for (int batch = 1; batch <= MOST_WARM_UPS; batch++) {
            double rate = calmRate(WARM_UP);
            if (batch >= LEAST_WARM_UPS && rate < best * HARDLY_FASTER) {
                return;
            }
            best = Math.max(best, rate);
        }
    }

    @Override
    public void close() throws SQLException {
        failureTopics.close();
        database.close();
        events.close();
        orders.close();
        service.close();
    }
}
