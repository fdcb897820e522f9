package steadfast.messaging.drain;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.replay.KafkaAwayException;

/** Sends copies, all or none counted. */
final class Copies {

    private Copies() {}

    /**
     * Returns once the broker has acknowledged all.
     *
     * @throws KafkaAwayException if it has not, though some may be there
     */
    static void send(RecordSender sender, List<ProducerRecord<byte[], byte[]>> copies)
            throws InterruptedException {
        for (RecordSender.Result result : sender.send(copies)) {
            switch (result) {
                case RecordSender.Result.Acknowledged _ -> {}
                case RecordSender.Result.Failed(Throwable cause) -> throw away(cause);
                case RecordSender.Result.Impossible(Throwable cause) -> throw away(cause);
            }
        }
    }

    private static KafkaAwayException away(Throwable cause) {
        return new KafkaAwayException(
                "it did not acknowledge a copy: " + cause.getMessage(), cause);
    }
}
