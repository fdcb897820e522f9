package steadfast.reconciler.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/** Facts in few words. */
final class Story {

    private Story() {}

    /**
     * These of one round, each a second after the one before; a refund is the first of its round.
     */
    static List<ObservedEvent> facts(int round, Kind... kinds) {
        List<ObservedEvent> facts = new ArrayList<>();
        for (Kind kind : kinds) {
            facts.add(
                    new ObservedEvent(
                            kind,
                            round,
                            isRefund(kind) ? 1 : 0,
                            Instant.EPOCH.plusSeconds(1000L * round + facts.size())));
        }
        return facts;
    }

    @SafeVarargs
    static List<ObservedEvent> together(List<ObservedEvent>... parts) {
        List<ObservedEvent> all = new ArrayList<>();
        for (List<ObservedEvent> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static boolean isRefund(Kind kind) {
        return switch (kind) {
            case REFUND_REQUESTED,
                    PAYMENT_REFUNDED,
                    PAYMENT_REFUND_REFUSED,
                    PAYMENT_REFUND_FAILED ->
                    true;
            default -> false;
        };
    }
}
