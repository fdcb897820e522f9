package steadfast.events.kafka;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.Topic;
import steadfast.messaging.Handler;
import steadfast.messaging.Subscription;

/** Makes subscriptions that hand over {@link Event}s. */
public final class EventSubscriptions {

    private EventSubscriptions() {}

    /** The group's subscription to these topics. */
    public static Subscription<Event> of(
            String group, Subscription.Mode mode, Handler<Event> handler, Topic... topics) {
        Set<String> names = Arrays.stream(topics).map(Topic::topicName).collect(Collectors.toSet());
        return new Subscription<>(group, names, mode, new EventCodec()::decode, handler);
    }
}
