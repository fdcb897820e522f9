package steadfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import steadfast.http.share.DatabaseShare;

class ACrowdOfOneKindHoldsUpNoOtherTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void whoeverComesWhileTheShareIsInUseIsRefusedInTimeAndAnotherShareIsFree() throws Exception {
        DatabaseShare looks = new DatabaseShare(1, 1, SHORT);
        DatabaseShare lists = new DatabaseShare(1, 1, SHORT);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<String> first = threads.submit(() -> looks.run(() -> hold(began, end)));
            began.await();

            assertThatThrownBy(() -> looks.run(() -> "second"))
                    .asInstanceOf(type(ProblemException.class))
                    .extracting(ProblemException::type)
                    .isEqualTo(CommonProblem.TOO_MANY_REQUESTS);
            assertThat(lists.run(() -> "list")).isEqualTo("list");

            end.countDown();
            assertThat(first.get()).isEqualTo("held");
        }
        assertThat(looks.run(() -> "third")).isEqualTo("third");
    }

    @Test
    void aShareIsGivenBackByWorkThatFails() {
        DatabaseShare share = new DatabaseShare(1, 0, SHORT);
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() ->
                            share.run(() -> {
                                throw new IllegalStateException("planted");
                            }))
                    .hasMessage("planted");
        }
    }

    @Test
    void aShareOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseShare(0, 1, SHORT))
                .withMessageContaining("at least 1");
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
}
