package steadfast.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Measures a handler by decoration: {@code messaging.handled{group,topic,outcome}}. */
final class MeasuredHandler<T> implements Handler<T> {

    private final Handler<T> handler;
    private final String group;
    private final MeterRegistry meters;

    MeasuredHandler(Handler<T> handler, String group, MeterRegistry meters) {
        this.handler = handler;
        this.group = group;
        this.meters = meters;
    }

    @Override
    public Outcome handle(Delivery<T> delivery) throws Exception {
        long start = System.nanoTime();
        @Nullable Outcome outcome = null;
        try {
            outcome = handler.handle(delivery);
            return outcome;
        } finally {
            Timer.builder("messaging.handled")
                    .tags("group", group, "topic", delivery.topic(), "outcome", name(outcome))
                    .register(meters)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private static String name(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> "thrown";
            case Outcome.Done _ -> "done";
            case Outcome.Retry _ -> "retry";
            case Outcome.Dead _ -> "dead";
        };
    }
}
