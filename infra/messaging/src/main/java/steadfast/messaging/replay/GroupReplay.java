package steadfast.messaging.replay;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.FailureHeaders;
import steadfast.messaging.retry.RetryLadder;

/**
 * Replays the dead letters of one group: each goes to the first rung, due now and without attempts,
 * and can climb the whole ladder again.
 *
 * <p>A letter is recorded as sent only after the broker has acknowledged it. A crash in between, or
 * two operators at once, can send it twice: handlers are idempotent, and if both die they count as
 * one letter.
 */
final class GroupReplay {

    /** After this many replays, a letter that dies again is poison. */
    static final int MAX_REPLAYS = 3;

    private static final int TRIES = 3;
    private static final int FIRST_RUNG = 1;

    private final ReplayRequest request;
    private final ReplayLog receipts;
    private final RecordSender sender;
    private final Clock clock;
    private final CrashPoints crashPoints;
    private final Consumer<DeadLetterReport> reports;
    private final LatestDeadLetters newest = new LatestDeadLetters();
    private int allowed;

    GroupReplay(
            ReplayRequest request,
            ReplayLog receipts,
            RecordSender sender,
            Clock clock,
            CrashPoints crashPoints,
            Consumer<DeadLetterReport> reports) {
        this.request = request;
        this.allowed = request.limit();
        this.receipts = receipts;
        this.sender = sender;
        this.clock = clock;
        this.crashPoints = crashPoints;
        this.reports = reports;
    }

    /** A letter and its planned outcome. */
    private record Judged(DeadLetter.Intact letter, ReplayOutcome outcome) {}

    /**
     * Reads all letters twice: to find the newest record of each, then to send.
     *
     * @throws KafkaAwayException if the broker does not take them; those that it took are recorded
     */
    void run(TopicSnapshot letters) throws InterruptedException {
        letters.read(batch -> batch.forEach(this::add));
        letters.read(this::replay);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        switch (DeadLetter.of(record, request.group())) {
            case DeadLetter.Intact letter -> newest.add(letter);
            case DeadLetter.Unreadable _ -> {}
        }
    }

    private void replay(List<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
        List<Judged> judged = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            DeadLetter letter = DeadLetter.of(record, request.group());
            if (request.wants(letter)) {
                switch (letter) {
                    case DeadLetter.Intact intact when newest.isNewest(intact) ->
                            judged.add(new Judged(intact, judge(intact)));
                    case DeadLetter.Intact _ -> {}
                    case DeadLetter.Unreadable unreadable ->
                            reports.accept(DeadLetterReport.of(unreadable));
                }
            }
        }
        if (request.dryRun()) {
            judged.forEach(one -> report(one.letter(), one.outcome()));
        } else {
            sendAndReport(judged);
        }
    }

    private ReplayOutcome judge(DeadLetter.Intact letter) {
        if (newest.replays(letter) >= MAX_REPLAYS) {
            return new ReplayOutcome.Quarantined();
        }
        if (!request.again() && receipts.has(letter)) {
            return new ReplayOutcome.AlreadyReplayed();
        }
        if (allowed == 0) {
            return new ReplayOutcome.Left();
        }
        allowed--;
        return new ReplayOutcome.WouldBeReplayed();
    }

    private void sendAndReport(List<Judged> judged) throws InterruptedException {
        List<DeadLetter.Intact> chosen =
                judged.stream()
                        .filter(one -> one.outcome() instanceof ReplayOutcome.WouldBeReplayed)
                        .map(Judged::letter)
                        .toList();
        Map<DeadLetter.Intact, ReplayOutcome> sent = send(chosen);
        for (Judged one : judged) {
            ReplayOutcome outcome = sent.getOrDefault(one.letter(), one.outcome());
            if (!(outcome instanceof ReplayOutcome.WouldBeReplayed)) {
                report(one.letter(), outcome);
            }
        }
        if (sent.size() < chosen.size()) {
            throw new KafkaAwayException(
                    "it did not acknowledge %d dead letters of %s"
                            .formatted(chosen.size() - sent.size(), request.group()),
                    null);
        }
    }

    /** Returns the result of each; those that the broker did not acknowledge are missing. */
    private Map<DeadLetter.Intact, ReplayOutcome> send(List<DeadLetter.Intact> chosen)
            throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> copies = chosen.stream().map(this::copy).toList();
        List<RecordSender.Result> results = sendPatiently(copies);
        crashPoints.at(CrashPoints.Step.COPY_SENT);
        Map<DeadLetter.Intact, ReplayOutcome> outcomes = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> acknowledged = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            switch (results.get(i)) {
                case RecordSender.Result.Acknowledged _ -> {
                    outcomes.put(chosen.get(i), new ReplayOutcome.Replayed());
                    acknowledged.add(receipts.of(chosen.get(i), request.by()));
                }
                case RecordSender.Result.Impossible(Throwable cause) ->
                        outcomes.put(
                                chosen.get(i),
                                new ReplayOutcome.CannotBeSent(String.valueOf(cause.getMessage())));
                case RecordSender.Result.Failed _ -> {}
            }
        }
        remember(acknowledged);
        return outcomes;
    }

    private void remember(List<ProducerRecord<byte[], byte[]>> sent) throws InterruptedException {
        for (RecordSender.Result result : sendPatiently(sent)) {
            if (!(result instanceof RecordSender.Result.Acknowledged)) {
                throw new KafkaAwayException(
                        "it took dead letters of %s, but not the record that they were sent"
                                .formatted(request.group()),
                        null);
            }
        }
    }

    /** Sends failed records again a few times; the results are in the order of the records. */
    private List<RecordSender.Result> sendPatiently(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        List<RecordSender.Result> results = new ArrayList<>(sender.send(records));
        for (int tries = 1; tries < TRIES; tries++) {
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof RecordSender.Result.Failed) {
                    results.set(i, sender.send(List.of(records.get(i))).getFirst());
                }
            }
        }
        return results;
    }

    /** Copies it byte for byte, with failure headers that let it climb the whole ladder again. */
    private ProducerRecord<byte[], byte[]> copy(DeadLetter.Intact letter) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        RecordHeaders headers = new RecordHeaders(record.headers());
        FailureHeaders.writeReplay(
                headers, newest.replays(letter) + 1, clock.instant(), request.by());
        return new ProducerRecord<>(
                RetryLadder.retry(request.group(), FIRST_RUNG),
                null,
                record.key(),
                record.value(),
                headers);
    }

    private void report(DeadLetter.Intact letter, ReplayOutcome outcome) {
        int replays = newest.replays(letter);
        boolean now = outcome instanceof ReplayOutcome.Replayed;
        reports.accept(DeadLetterReport.of(letter, now ? replays + 1 : replays, outcome));
    }
}
