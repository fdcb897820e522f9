package steadfast.messaging.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Delivery;
import steadfast.messaging.Handler;
import steadfast.messaging.Outcome;

/** Measures a handler by decoration: {@code messaging.handled{group,topic,outcome}}. */
final class MeasuredHandler<T> implements Handler<T> {

    private final Handler<T> handler;
    private final String group;
    private final MeterRegistry meters;
    private final Map<String, Timers> byTopic = new ConcurrentHashMap<>();

    MeasuredHandler(Handler<T> handler, String group, MeterRegistry meters) {
        this.handler = handler;
        this.group = group;
        this.meters = meters;
    }

    /** A topic's timers, looked up once: a registry's lookup costs more than the engine itself. */
    private record Timers(Timer done, Timer retry, Timer dead, Timer thrown) {

        Timer of(@Nullable Outcome outcome) {
            return switch (outcome) {
                case null -> thrown;
                case Outcome.Done _ -> done;
                case Outcome.Retry _ -> retry;
                case Outcome.Dead _ -> dead;
            };
        }
    }

    @Override
    public Outcome handle(Delivery<T> delivery) throws Exception {
        long start = System.nanoTime();
        @Nullable Outcome outcome = null;
        try {
            outcome = handler.handle(delivery);
            return outcome;
        } finally {
            byTopic.computeIfAbsent(delivery.topic(), this::timers)
                    .of(outcome)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private Timers timers(String topic) {
        return new Timers(
                timer(topic, "done"),
                timer(topic, "retry"),
                timer(topic, "dead"),
                timer(topic, "thrown"));
    }

    private Timer timer(String topic, String outcome) {
        return Timer.builder("messaging.handled")
                .tags("group", group, "topic", topic, "outcome", outcome)
                .register(meters);
    }
}
