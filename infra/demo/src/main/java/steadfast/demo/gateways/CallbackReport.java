package steadfast.demo.gateways;

import java.util.Map;

/**
 * The counts of one gateway's callbacks.
 *
 * @param met changes of a payment by the fault that their callback met, or {@code none}
 * @param sent messages by kind, each counted once
 * @param repeated how often one was sent again without a 2xx
 * @param acknowledged messages that got a 2xx
 * @param givenUp messages that never got one
 * @param taken payment-service's counts of them, by outcome
 */
public record CallbackReport(
        String gateway,
        Map<String, Long> met,
        Map<String, Long> sent,
        long repeated,
        long acknowledged,
        long givenUp,
        Map<String, Long> taken) {}
