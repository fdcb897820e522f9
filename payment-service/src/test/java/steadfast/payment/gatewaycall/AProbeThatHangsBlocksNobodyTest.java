package steadfast.payment.gatewaycall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.OfQuery;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.testkit.RealBrokerAndDatabase;

/** In the application: only there SmallRye's circuits work. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AProbeThatHangsBlocksNobodyTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final OfQuery SICK = new Unknown(Unknown.Cause.TIMEOUT, "timeout");
    private static final OfQuery WELL = new GatewayAnswer.NotFound();
    private static final OfQuery REFUSED = new Refused(Refused.Cause.CIRCUIT_OPEN, "open");

    private final Circuit circuit = new Circuit("bank", config(), new SimpleMeterRegistry());
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void theNextProbeClosesTheCircuitWhileTheFirstStillHangs() {
        open();
        CompletableFuture<OfQuery> hanging = probe(SICK);

        await().atMost(LIMIT).until(() -> call(() -> WELL).equals(WELL));

        assertThat(circuit.state()).isEqualTo(CircuitBreakerState.CLOSED);
        assertThat(hanging).isNotDone();
        released.countDown();
        assertThat(hanging.join()).isEqualTo(SICK);
        assertThat(circuit.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void aHealthyAnswerClosesItHoweverLateItComes() {
        open();
        CompletableFuture<OfQuery> hanging = probe(WELL);
        await().atMost(LIMIT).until(() -> circuit.state() == CircuitBreakerState.OPEN);

        released.countDown();

        assertThat(hanging.join()).isEqualTo(WELL);
        assertThat(circuit.state()).isEqualTo(CircuitBreakerState.CLOSED);
        assertThat(call(() -> WELL)).isEqualTo(WELL);
    }

    private void open() {
        await().atMost(LIMIT)
                .until(() -> {
                    var _ = call(() -> SICK);
                    return circuit.state() == CircuitBreakerState.OPEN;
                });
    }

    /** A probe that answers when it is released, and has left when this returns. */
    private CompletableFuture<OfQuery> probe(OfQuery answer) {
        CountDownLatch left = new CountDownLatch(1);
        await().atMost(LIMIT).until(() -> circuit.state() == CircuitBreakerState.HALF_OPEN);
        CompletableFuture<OfQuery> probe =
                CompletableFuture.supplyAsync(
                        () ->
                                call(() -> {
                                    left.countDown();
                                    awaitReleased();
                                    return answer;
                                }),
                        // Not of the common pool, which everybody else needs.
                        task -> Thread.ofVirtual().start(task));
        await().atMost(LIMIT).until(() -> left.getCount() == 0);
        return probe;
    }

    private void awaitReleased() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private OfQuery call(Supplier<OfQuery> answer) {
        return circuit.call(OfQuery.class, answer, REFUSED);
    }

    private static CircuitConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(CircuitConfig.class)
                .withDefaultValue("steadfast.payment.circuit.window", "5")
                .withDefaultValue("steadfast.payment.circuit.delay", "PT1S")
                .withDefaultValue("steadfast.payment.circuit.probe-patience", "PT0.1S")
                .build()
                .getConfigMapping(CircuitConfig.class);
    }
}
