package steadfast.messaging.consume;

import java.util.List;
import steadfast.messaging.Decoder;
import steadfast.messaging.Delivery;
import steadfast.messaging.Handler;
import steadfast.messaging.Outcome;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.retry.FailureClass;
import steadfast.messaging.retry.FailureHandler;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.Outcomes;
import steadfast.messaging.retry.RetryPublisher;
import steadfast.messaging.retry.UnreadableRecordException;

/**
 * Processes one record by itself: decodes it, calls the handler, and completes the record or hands
 * its failure on. What the database refused is tried again in place.
 *
 * <p>Holds no state of a record, so the threads of all records share one.
 */
final class RecordProcessor<T> {

    private final Decoder<T> decoder;
    private final Handler<T> handler;
    private final FailureHandler failureHandler;
    private final DatabaseGuard database;
    private final StopSignal stop;
    private final CrashPoints crashPoints;

    RecordProcessor(
            Decoder<T> decoder,
            Handler<T> handler,
            FailureHandler failureHandler,
            DatabaseGuard database,
            StopSignal stop,
            CrashPoints crashPoints) {
        this.decoder = decoder;
        this.handler = handler;
        this.failureHandler = failureHandler;
        this.database = database;
        this.stop = stop;
        this.crashPoints = crashPoints;
    }

    /** Processes the record on the caller's thread; returns early, without result, on a stop. */
    void process(FetchedRecord fetched) throws InterruptedException {
        Delivery<T> delivery;
        try {
            delivery = fetched.decode(decoder);
        } catch (UnreadableRecordException e) {
            failureHandler.settle(List.of(new RetryPublisher.Failure(fetched, Outcomes.of(e))));
            return;
        }
        DatabaseGuard.Attempts attempts = database.newAttempts();
        boolean onceMore = true;
        while (!stop.stopped()) {
            Outcome outcome;
            try {
                outcome = handler.handle(delivery);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                FailureClass kind = FailureClass.of(e);
                if (onceMore && kind == FailureClass.CONFLICT) {
                    onceMore = false;
                    continue;
                }
                if (kind.waitsInPlace()
                        && attempts.after(e, kind, 1) == DatabaseGuard.Advice.TRY_AGAIN) {
                    continue;
                }
                outcome = Outcomes.of(e);
            }
            crashPoints.at(CrashPoints.Step.HANDLED);
            switch (outcome) {
                case Outcome.Done _ -> fetched.complete();
                case Outcome.Failed failed ->
                        failureHandler.settle(List.of(new RetryPublisher.Failure(fetched, failed)));
            }
            crashPoints.at(CrashPoints.Step.COMPLETED);
            return;
        }
    }
}
