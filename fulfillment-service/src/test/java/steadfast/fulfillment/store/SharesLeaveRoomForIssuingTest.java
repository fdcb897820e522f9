package steadfast.fulfillment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;

class SharesLeaveRoomForIssuingTest {

    @Test
    void aServiceWhoseSharesTakeTheWholePoolDoesNotStart() {
        assertThatThrownBy(() -> new DatabaseShares(new Shares(2, 50), 14))
                .hasMessageContaining("10 together")
                .hasMessageContaining("14 connections");
        assertThat(new DatabaseShares(new Shares(2, 50), 15).run(Work.LIST, () -> "list"))
                .isEqualTo("list");
    }

    @Test
    void aKindOfWorkThatHasItsShareInUseIsRefusedAndTheOthersGoOn() throws Exception {
        DatabaseShares shares = new DatabaseShares(new Shares(2, 50), 16);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> shares.run(Work.LIST, () -> hold(began, end)));
            Future<?> two = threads.submit(() -> shares.run(Work.LIST, () -> hold(began, end)));
            began.await();

            assertThatThrownBy(() -> shares.run(Work.LIST, () -> "list"))
                    .asInstanceOf(type(ProblemException.class))
                    .extracting(ProblemException::type)
                    .isEqualTo(CommonProblem.TOO_MANY_REQUESTS);
            assertThat(shares.run(Work.REVEAL, () -> "cards")).isEqualTo("cards");

            end.countDown();
            one.get();
            two.get();
        }
        assertThat(shares.run(Work.LIST, () -> "list")).isEqualTo("list");
    }

    @Test
    void aShareIsGivenBackByWorkThatFails() {
        DatabaseShares shares = new DatabaseShares(new Shares(1, 0), 16);
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() ->
                            shares.run(
                                    Work.CHANGE,
                                    () -> {
                                        throw new IllegalStateException("planted");
                                    }))
                    .hasMessage("planted");
        }
    }

    private static String hold(CountDownLatch began, CountDownLatch end) {
        began.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "held";
    }

    private record Shares(int lists, int maxWaiting) implements ShareConfig {
        @Override
        public int imports() {
            return 2;
        }

        @Override
        public int changes() {
            return 2;
        }

        @Override
        public int reveals() {
            return 4;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofMillis(50);
        }
    }
}
