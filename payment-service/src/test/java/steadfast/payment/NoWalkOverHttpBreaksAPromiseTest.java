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
            return Set.of(WalkedDirectory.class);
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
    @Inject Instance<WalkedGateway> gateways;

    @Inject World world;

    private final Map<String, Integer> steps = new ConcurrentSkipListMap<>();
    private final Set<String> names = new TreeSet<>();

    @Test
    void moneyIsTakenOnceGivenBackOnceAndNeverLiedAbout() throws Exception {
        WalkedGateway gateway = gateways.get();
        List<Callable<Boolean>> walks = new ArrayList<>();
        for (int one = 0; one < AT_ONCE; one++) {
            StatefulPropertyRunner<HttpWalk> statefulPropertyRunner = walker(gateway);
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

    private StatefulPropertyRunner<HttpWalk> walker(WalkedGateway gateway) {
        StatefulPropertyRunner<HttpWalk> statefulPropertyRunner =
                StatefulPropertyRunner.from(
                        () -> new HttpWalk(service, payments, gateway, world.newOrder()));
        step(statefulPropertyRunner, "a round begins", HttpWalk::mayBegin, HttpWalk::begins);
        step(statefulPropertyRunner, "the buyer cancels", HttpWalk::begun, HttpWalk::cancels);
        step(
                statefulPropertyRunner,
                "the order wants a refund",
                HttpWalk::captured,
                HttpWalk::wantsRefund);
        step(statefulPropertyRunner, "somebody polled", HttpWalk::begun, HttpWalk::polled);
        step(
                statefulPropertyRunner,
                "somebody claims anything",
                HttpWalk::begun,
                HttpWalk::claimed);
        step(statefulPropertyRunner, "a repair is asked for", HttpWalk::begun, HttpWalk::repaired);
        step(
                statefulPropertyRunner,
                "a person closes it",
                HttpWalk::begun,
                HttpWalk::closedByAPerson);
        step(statefulPropertyRunner, "a record comes again", HttpWalk::begun, HttpWalk::comesAgain);
        step(
                statefulPropertyRunner,
                "a record comes twice at once",
                HttpWalk::begun,
                HttpWalk::comesTwiceAtOnce);
        step(statefulPropertyRunner, "a retry is due", HttpWalk::owesSomething, HttpWalk::retried);
        step(statefulPropertyRunner, "a retry is due", HttpWalk::owesSomething, HttpWalk::retried);
        step(
                statefulPropertyRunner,
                "a late call lands",
                HttpWalk::hasLate,
                HttpWalk::lateCallLands);
        step(
                statefulPropertyRunner,
                "a late call lands",
                HttpWalk::hasLate,
                HttpWalk::lateCallLands);
        step(
                statefulPropertyRunner,
                "the buyer pays or not",
                HttpWalk::begun,
                HttpWalk::buyerPaysOrNot);
        step(
                statefulPropertyRunner,
                "the weather clears",
                HttpWalk::begun,
                HttpWalk::weatherClears);
        return statefulPropertyRunner
                .invariant("promises", (walk, random) -> walk.promises())
                .shownAs(HttpWalk::toString);
    }

    private void step(
            StatefulPropertyRunner<HttpWalk> statefulPropertyRunner,
            String name,
            Predicate<HttpWalk> enabled,
            StatefulPropertyRunner.Action<HttpWalk> action) {
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
