package steadfast.order.submit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import steadfast.http.ProblemException;
import steadfast.order.OrderProblem;

/**
 * Lets a request that finds too little stock check again for a moment: the level of codes that were
 * just imported may not have arrived yet, and their operator expects to sell them. Only a few
 * requests wait at a time, so that a rush for a sold-out product is answered at once.
 */
@ApplicationScoped
class StockRetry {

    private static final int PLACES = 8;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Semaphore places = new Semaphore(PLACES);
    private final Duration patience;

    @Inject
    StockRetry(SubmitConfig config) {
        this(config.waitForStock());
    }

    StockRetry(Duration patience) {
        this.patience = patience;
    }

    /**
     * Runs the work, and repeats it while it finds too little stock and the patience lasts.
     *
     * @throws ProblemException as the work does
     */
    <T> T whileOutOfStock(Supplier<T> work) {
        try {
            return work.get();
        } catch (ProblemException e) {
            if (e.type() != OrderProblem.OUT_OF_STOCK || !places.tryAcquire()) {
                throw e;
            }
        }
        try {
            return retry(work);
        } finally {
            places.release();
        }
    }

    private <T> T retry(Supplier<T> work) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean last = pause() || System.nanoTime() >= end;
            try {
                return work.get();
            } catch (ProblemException e) {
                if (last || e.type() != OrderProblem.OUT_OF_STOCK) {
                    throw e;
                }
            }
        }
    }

    /** True if somebody wants this thread to end. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
