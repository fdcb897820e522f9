package steadfast.messaging.retry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import steadfast.messaging.loop.Backoff;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;

/**
 * Moves failed records to their next rung or to their dead-letter topic; only then are they
 * complete.
 *
 * <p>The caller waits only for the first try. A copy that the broker does not acknowledge is kept
 * and sent again until it is, or until the loop stops: then its record is simply fetched again. In
 * the meantime its partition is paused, and no other partition waits.
 */
public final class FailureHandler {

    private static final Logger LOG = Logger.getLogger(FailureHandler.class);

    private final RetryPublisher copies;
    private final StopSignal stop;
    private final CrashPoints crashPoints;

    /** Each has a thread that sends its copies until none is left. */
    private final Map<TopicPartition, Unsent> unsent = new HashMap<>();

    /** The failures of one partition whose copies wait for the broker, in order. */
    private static final class Unsent {
        private final List<RetryPublisher.Failure> failures = new ArrayList<>();
    }

    public FailureHandler(RetryPublisher copies, StopSignal stop, CrashPoints crashPoints) {
        this.copies = copies;
        this.stop = stop;
        this.crashPoints = crashPoints;
    }

    /** Sends the copies, or keeps those that cannot be sent now. */
    public void settle(List<RetryPublisher.Failure> failures) throws InterruptedException {
        List<RetryPublisher.Failure> now = new ArrayList<>();
        List<RetryPublisher.Failure> later = new ArrayList<>();
        for (RetryPublisher.Failure failure : failures) {
            (holdsUp(failure.fetched().partition()) ? later : now).add(failure);
        }
        later.addAll(send(now));
        later.forEach(this::retain);
    }

    /** Returns whether a copy of this partition waits for the broker. */
    public synchronized boolean holdsUp(TopicPartition partition) {
        return unsent.containsKey(partition);
    }

    /** Drops the copies of these partitions; their next owner handles the records again. */
    public synchronized void forget(Set<TopicPartition> partitions) {
        unsent.keySet().removeAll(partitions);
    }

    /** Returns those whose copy was not acknowledged; the others are complete. */
    private List<RetryPublisher.Failure> send(List<RetryPublisher.Failure> failures)
            throws InterruptedException {
        if (failures.isEmpty()) {
            return List.of();
        }
        List<Boolean> acknowledged = copies.send(failures);
        crashPoints.at(CrashPoints.Step.COPY_SENT);
        List<RetryPublisher.Failure> left = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            if (acknowledged.get(i)) {
                failures.get(i).fetched().complete();
            } else {
                left.add(failures.get(i));
            }
        }
        return left;
    }

    private synchronized void retain(RetryPublisher.Failure failure) {
        TopicPartition partition = failure.fetched().partition();
        Unsent mine = unsent.get(partition);
        if (mine == null) {
            Unsent fresh = new Unsent();
            unsent.put(partition, fresh);
            Thread.ofVirtual()
                    .name("copies-of-" + partition)
                    .start(() -> sendAgain(partition, fresh));
            mine = fresh;
        }
        mine.failures.add(failure);
    }

    private void sendAgain(TopicPartition partition, Unsent mine) {
        Backoff backoff = new Backoff();
        try {
            do {
                stop.pause(backoff.next());
            } while (!stop.stopped() && !settled(partition, mine));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.stop();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "copies cannot be sent again, the loop starts again: %s", partition);
            stop.stop();
        }
    }

    private boolean settled(TopicPartition partition, Unsent mine) throws InterruptedException {
        List<RetryPublisher.Failure> now = failuresOf(partition, mine);
        List<RetryPublisher.Failure> left = send(now);
        synchronized (this) {
            mine.failures.subList(0, now.size()).clear();
            mine.failures.addAll(0, left);
            return unsent.get(partition) != mine
                    || (mine.failures.isEmpty() && unsent.remove(partition, mine));
        }
    }

    /** Returns nothing if the partition was revoked in the meantime, even if it came back. */
    private synchronized List<RetryPublisher.Failure> failuresOf(
            TopicPartition partition, Unsent mine) {
        return unsent.get(partition) == mine ? List.copyOf(mine.failures) : List.of();
    }
}
