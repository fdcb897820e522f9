package steadfast.messaging;

import java.util.ArrayList;
import java.util.List;

/** Sees failed records safely into their dead-letter topic; only then are they complete. */
final class FailedRecords {

    private final DeadLetters deadLetters;
    private final StopSignal stop;
    private final Faults faults;

    FailedRecords(DeadLetters deadLetters, StopSignal stop, Faults faults) {
        this.deadLetters = deadLetters;
        this.stop = stop;
        this.faults = faults;
    }

    /**
     * Tries until the broker has acknowledged every copy, or the loop stops: then they are simply
     * fetched again.
     */
    void settle(List<DeadLetters.Failure> failures) throws InterruptedException {
        List<DeadLetters.Failure> left = failures;
        Backoff backoff = new Backoff();
        while (!left.isEmpty() && !stop.stopped()) {
            List<Boolean> acknowledged = deadLetters.publish(left);
            faults.at(Faults.Step.COPY_SENT);
            List<DeadLetters.Failure> again = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (acknowledged.get(i)) {
                    left.get(i).fetched().complete();
                } else {
                    again.add(left.get(i));
                }
            }
            left = again;
            if (!left.isEmpty()) {
                stop.pause(backoff.next());
            }
        }
    }
}
