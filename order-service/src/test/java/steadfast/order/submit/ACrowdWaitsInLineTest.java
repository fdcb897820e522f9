package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;

class ACrowdWaitsInLineTest {

    @Test
    void whoWaitsTooLongIsAskedToComeBack() throws Exception {
        SubmitAdmission admission = new SubmitAdmission(config(1, Duration.ofMillis(10)));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Boolean> first =
                CompletableFuture.supplyAsync(() ->
                        admission.run(() -> {
                            inside.countDown();
                            return await(leave);
                        }));
        assertThat(await(inside)).isTrue();

        assertThatThrownBy(() -> admission.run(() -> "second"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.type())
                                        .isEqualTo(CommonProblem.TOO_MANY_REQUESTS));

        leave.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(admission.run(() -> "third")).isEqualTo("third");
    }

    @Test
    void whoFailsInsideLeavesTheLine() {
        SubmitAdmission admission = new SubmitAdmission(config(1, Duration.ofSeconds(1)));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() ->
                            admission.run(() -> {
                                throw new IllegalStateException("inside");
                            }))
                    .hasMessage("inside");
        }

        assertThat(admission.run(() -> "after")).isEqualTo("after");
    }

    @Test
    void aDoorThatLetsNobodyInIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubmitAdmission(config(0, Duration.ofSeconds(1))));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SubmitConfig config(int maxConcurrent, Duration maxWait) {
        return SubmitConfigs.of(
                Map.of(
                        "max-concurrent", Integer.toString(maxConcurrent),
                        "max-wait", maxWait.toString()));
    }
}
