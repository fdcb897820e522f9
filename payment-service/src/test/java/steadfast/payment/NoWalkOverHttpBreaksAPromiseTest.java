package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.Event;
import steadfast.messaging.Subscription;
import steadfast.payment.store.Payments;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.StatefulPropertyRunner;

/**
 * The real service, database and HTTP under random walks: charges, findings, cancels, refunds,
 * redeliveries and crashes between any two steps, judged by the gateway's own book.
 */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(NoWalkOverHttpBreaksAPromiseTest.OverHttp.class)
class NoWalkOverHttpBreaksAPromiseTest {
    private static final int WALKS = 300;
    private static final int AT_ONCE = 10;
    private static final int LENGTH = 14;

    /** Its gateway is reached over HTTP. */
    public static class OverHttp implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SimulatedDirectory.class);
        }

        /** The walks are bad weather only: a circuit that opened would park them all. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("steadfast.payment.circuit.window", "100000");
        }
    }

    @Inject Subscription<Event> service;
    @Inject Payments payments;

    /** An instance, since in the other tests' profile there is none. */
    @Inject Instance<SimulatedGateway> gateways;

    @Inject World world;

    private final Map<String, Integer> steps = new ConcurrentSkipListMap<>();
    private final Set<String> names = new TreeSet<>();

    @Test
    void moneyIsTakenOnceGivenBackOnceAndNeverLiedAbout() throws Exception {
        SimulatedGateway gateway = gateways.get();
        List<Callable<Boolean>> walks = new ArrayList<>();
        for (int one = 0; one < AT_ONCE; one++) {
            StatefulPropertyRunner<HttpSimulation> statefulPropertyRunner = walker(gateway);
            walks.add(() -> {
                statefulPropertyRunner.walk(WALKS / AT_ONCE, LENGTH);
                return true;
            });
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> walk : threads.invokeAll(walks)) {
                assertThat(walk.get()).isTrue();
            }
        }

        System.out.printf("%d walks%nsteps %s%ncalls %s%n", WALKS, steps, gateway.met());
        assumeTrue(
                System.getProperty(StatefulPropertyRunner.SEED_PROPERTY) == null,
                "one walk covers little");
        assertThat(steps.keySet()).isEqualTo(names);
        for (String operation : List.of("charge", "query", "cancel", "refund")) {
            assertThat(gateway.met().keySet()).anyMatch(met -> met.startsWith(operation));
        }
        for (HttpWeather.Fate fate : HttpWeather.Fate.values()) {
            assertThat(gateway.met().keySet()).anyMatch(met -> met.endsWith(" " + fate));
        }
    }

    private StatefulPropertyRunner<HttpSimulation> walker(SimulatedGateway gateway) {
        StatefulPropertyRunner<HttpSimulation> statefulPropertyRunner =
                StatefulPropertyRunner.from(
                        () -> new HttpSimulation(service, payments, gateway, world.newOrder()));
        step(
                statefulPropertyRunner,
                "a round begins",
                HttpSimulation::mayBegin,
                HttpSimulation::begins);
        step(
                statefulPropertyRunner,
                "the buyer cancels",
                HttpSimulation::begun,
                HttpSimulation::cancels);
        step(
                statefulPropertyRunner,
                "the order wants a refund",
                HttpSimulation::captured,
                HttpSimulation::wantsRefund);
        step(
                statefulPropertyRunner,
                "somebody polled",
                HttpSimulation::begun,
                HttpSimulation::polled);
        step(
                statefulPropertyRunner,
                "somebody claims anything",
                HttpSimulation::begun,
                HttpSimulation::claimed);
        step(
                statefulPropertyRunner,
                "a repair is asked for",
                HttpSimulation::begun,
                HttpSimulation::repaired);
        step(
                statefulPropertyRunner,
                "a person closes it",
                HttpSimulation::begun,
                HttpSimulation::closedByAPerson);
        step(
                statefulPropertyRunner,
                "a record comes again",
                HttpSimulation::begun,
                HttpSimulation::comesAgain);
        step(
                statefulPropertyRunner,
                "a record comes twice at once",
                HttpSimulation::begun,
                HttpSimulation::comesTwiceAtOnce);
        step(
                statefulPropertyRunner,
                "a retry is due",
                HttpSimulation::owesSomething,
                HttpSimulation::retried);
        step(
                statefulPropertyRunner,
                "a retry is due",
                HttpSimulation::owesSomething,
                HttpSimulation::retried);
        step(
                statefulPropertyRunner,
                "a late call lands",
                HttpSimulation::hasLate,
                HttpSimulation::lateCallLands);
        step(
                statefulPropertyRunner,
                "a late call lands",
                HttpSimulation::hasLate,
                HttpSimulation::lateCallLands);
        step(
                statefulPropertyRunner,
                "the buyer pays or not",
                HttpSimulation::begun,
                HttpSimulation::buyerPaysOrNot);
        step(
                statefulPropertyRunner,
                "the weather clears",
                HttpSimulation::begun,
                HttpSimulation::weatherClears);
        return statefulPropertyRunner
                .invariant("promises", (walk, random) -> walk.promises())
                .shownAs(HttpSimulation::toString);
    }

    private void step(
            StatefulPropertyRunner<HttpSimulation> statefulPropertyRunner,
            String name,
            Predicate<HttpSimulation> enabled,
            StatefulPropertyRunner.Action<HttpSimulation> action) {
        names.add(name);
        boolean clears = name.equals("the weather clears");
        var _ =
                statefulPropertyRunner.step(
                        name,
                        walk -> (clears || walk.steps() < LENGTH - 1) && enabled.test(walk),
                        (walk, random) -> {
                            steps.merge(name, 1, Integer::sum);
                            walk.tookAStep();
                            action.take(walk, random);
                        });
    }
}
