package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Outcome;
import steadfast.messaging.kafka.CloudEventHeaders;

class AFailureReasonIsOneLineTest {

    @Test
    void whatARecordBringsStandsInTheHeaderWithoutControlCharacters() {
        String forged = "X\n2026-11-28 ERROR [steadfast] paid\r\u001b[2K\u202e";
        RecordHeaders headers = new RecordHeaders();
        headers.add(CloudEventHeaders.TYPE, forged.getBytes(StandardCharsets.UTF_8));

        new FailureHeaders(0, null, null, "order-events", 0, 0, 0)
                .write(
                        headers,
                        new Outcome.Dead("unreadable", "type '" + forged + "' does not belong"),
                        new RetryLadder.Step("group.dlt", 1, null),
                        Instant.EPOCH);

        assertThat(CloudEventHeaders.text(headers, FailureHeaders.REASON))
                .isEqualTo(
                        "type 'X\\n2026-11-28 ERROR [steadfast] paid\\r\\u001b[2K\\u202e' does not belong");
        // The record itself stays whole.
        assertThat(CloudEventHeaders.text(headers, CloudEventHeaders.TYPE)).isEqualTo(forged);
    }
}
