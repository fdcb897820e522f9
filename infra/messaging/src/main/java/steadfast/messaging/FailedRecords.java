package steadfast.messaging;

import java.util.ArrayList;
import java.util.List;

/**
 * Sees failed records safely to their next rung or into their dead-letter topic; only then are they
 * complete.
 */
final class FailedRecords {

    private final FailureCopies copies;
    private final StopSignal stop;
    private final Faults faults;

    FailedRecords(FailureCopies copies, StopSignal stop, Faults faults) {
        this.copies = copies;
        this.stop = stop;
        this.faults = faults;
    }

    /**
     * Tries until the broker has acknowledged every copy, or the loop stops: then they are simply
     * fetched again.
     */
    void settle(List<FailureCopies.Failure> failures) throws InterruptedException {
        List<FailureCopies.Failure> left = failures;
        Backoff backoff = new Backoff();
        while (!left.isEmpty() && !stop.stopped()) {
            List<Boolean> acknowledged = copies.send(left);
            faults.at(Faults.Step.COPY_SENT);
            List<FailureCopies.Failure> again = new ArrayList<>();
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
