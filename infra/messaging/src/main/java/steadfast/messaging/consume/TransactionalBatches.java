package steadfast.messaging.consume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Delivery;
import steadfast.messaging.Handler;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.retry.FailureClass;
import steadfast.messaging.retry.FailureHandler;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.Outcomes;
import steadfast.messaging.retry.RetryPublisher;
import steadfast.messaging.retry.UnreadableRecordException;

/**
 * Runs records in one database transaction. A failing record rolls the batch back; then the records
 * before it run without it, it runs alone, and the records after it run together again: a bad
 * record costs a few transactions and affects only itself. A failing commit does not tell which
 * record caused it, so the batch is halved until it is found; so is a batch that the database
 * refused three times.
 */
final class TransactionalBatches<T> {

    private final Subscription<T> subscription;
    private final Handler<T> handler;
    private final TransactionRunner transactions;
    private final FailureHandler failureHandler;
    private final DatabaseGuard database;
    private final StopSignal stop;
    private final CrashPoints crashPoints;

    TransactionalBatches(
            Subscription<T> subscription,
            Handler<T> handler,
            TransactionRunner transactions,
            FailureHandler failureHandler,
            DatabaseGuard database,
            StopSignal stop,
            CrashPoints crashPoints) {
        this.subscription = subscription;
        this.handler = handler;
        this.transactions = transactions;
        this.failureHandler = failureHandler;
        this.database = database;
        this.stop = stop;
        this.crashPoints = crashPoints;
    }

    /** A readable record of the running batch. */
    private record Item<T>(FetchedRecord fetched, Delivery<T> delivery) {}

    /** Ends a batch's transaction because the record at {@code index} is not done. */
    private static final class NotDone extends Exception {
        private static final long serialVersionUID = 1L;
        private final int index;
        private final transient Outcome.Failed outcome;
        private final boolean mayHaveLostARace;

        NotDone(int index, Outcome.Failed outcome, boolean mayHaveLostARace) {
            super(null, null, false, false);
            this.index = index;
            this.outcome = outcome;
            this.mayHaveLostARace = mayHaveLostARace;
        }
    }

    /** Handles all records, in as many transactions as needed; returns early on a stop. */
    void handle(List<FetchedRecord> batch) throws InterruptedException {
        List<Item<T>> readable = new ArrayList<>(batch.size());
        List<RetryPublisher.Failure> failures = new ArrayList<>();
        for (FetchedRecord fetched : batch) {
            try {
                readable.add(new Item<>(fetched, fetched.decode(subscription.decoder())));
            } catch (UnreadableRecordException e) {
                failures.add(new RetryPublisher.Failure(fetched, Outcomes.of(e)));
            }
        }
        // Two batches that lock rows in the order of the keys can't deadlock; the sort keeps the
        // order within a key.
        readable.sort(Comparator.comparing(item -> item.fetched().orderingKey()));
        runTogether(readable, failures);
        failureHandler.settle(failures);
    }

    private void runTogether(List<Item<T>> items, List<RetryPublisher.Failure> failures)
            throws InterruptedException {
        if (items.isEmpty()) {
            return;
        }
        DatabaseGuard.Attempts attempts = database.newAttempts();
        boolean onceMore = items.size() == 1;
        while (!stop.stopped()) {
            try {
                transactions.run(() -> handleAll(items));
                crashPoints.at(CrashPoints.Step.HANDLED);
                items.forEach(item -> item.fetched().complete());
                crashPoints.at(CrashPoints.Step.COMPLETED);
                return;
            } catch (NotDone notDone) {
                if (onceMore && notDone.mayHaveLostARace) {
                    onceMore = false;
                    continue;
                }
                isolate(items, notDone, failures);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                FailureClass kind = FailureClass.of(e);
                if (onceMore && kind == FailureClass.CONFLICT) {
                    onceMore = false;
                    continue;
                }
                if (!kind.waitsInPlace()
                        || attempts.after(e, kind, items.size())
                                != DatabaseGuard.Advice.TRY_AGAIN) {
                    halve(items, e, failures);
                    return;
                }
            }
        }
    }

    private void handleAll(List<Item<T>> items) throws Exception {
        for (int i = 0; i < items.size(); i++) {
            @Nullable Outcome outcome;
            try {
                outcome = handler.handle(items.get(i).delivery());
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                FailureClass kind = FailureClass.of(e);
                if (kind.waitsInPlace()) {
                    throw e;
                }
                throw new NotDone(i, Outcomes.of(e), kind == FailureClass.CONFLICT);
            }
            if (outcome instanceof Outcome.Failed failed) {
                throw new NotDone(i, failed, false);
            }
        }
    }

    private void isolate(
            List<Item<T>> items, NotDone notDone, List<RetryPublisher.Failure> failures)
            throws InterruptedException {
        if (items.size() == 1) {
            failures.add(new RetryPublisher.Failure(items.getFirst().fetched(), notDone.outcome));
            return;
        }
        runTogether(items.subList(0, notDone.index), failures);
        // Run it again alone: the failure may have been caused by other records of the batch.
        runTogether(items.subList(notDone.index, notDone.index + 1), failures);
        runTogether(items.subList(notDone.index + 1, items.size()), failures);
    }

    private void halve(
            List<Item<T>> items, Exception failure, List<RetryPublisher.Failure> failures)
            throws InterruptedException {
        if (items.size() == 1) {
            failures.add(
                    new RetryPublisher.Failure(items.getFirst().fetched(), Outcomes.of(failure)));
            return;
        }
        int middle = items.size() / 2;
        runTogether(items.subList(0, middle), failures);
        runTogether(items.subList(middle, items.size()), failures);
    }
}
