package steadfast.local.demo.gateways;

import java.util.Map;

/**
 * What became of one gateway's callbacks.
 *
 * @param met changes of a payment by the fault that their callback met, or {@code none}
 * @param sent messages by kind, each counted once
 * @param repeated how often one was sent again, for want of a 2xx
 * @param acknowledged messages that got a 2xx
 * @param givenUp messages that never got one
 * @param taken what payment-service says that it did with them, by outcome
 */
public record CallbackReport(
        String gateway,
        Map<String, Long> met,
        Map<String, Long> sent,
        long repeated,
        long acknowledged,
        long givenUp,
        Map<String, Long> taken) {}
