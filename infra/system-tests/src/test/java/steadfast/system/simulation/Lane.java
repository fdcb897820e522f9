package steadfast.system.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import steadfast.events.Topic;

/** Records of one key that are handed over one after the other. */
final class Lane {
    /** Where records wait. */
    enum Kind {
        TOPIC,
        LADDER,
        PARKING
    }

    /** Of a lane that is no gateway's parking tier. */
    private static final String NO_TIER = "";

    private final Group group;
    private final Topic topic;
    private final String key;
    private final Kind kind;
    private final String tier;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private int handlers;

    private Lane(Group group, Topic topic, String key, Kind kind, String tier) {
        this.group = group;
        this.topic = topic;
        this.key = key;
        this.kind = kind;
        this.tier = tier;
    }

    static Lane ofTopic(Group group, Topic topic, String key) {
        return new Lane(group, topic, key, Kind.TOPIC, NO_TIER);
    }

    /** A lane for this one record on the ladder. */
    static Lane onTheLadder(Group group, Delivery delivery) {
        return forOne(group, delivery, Kind.LADDER, NO_TIER);
    }

    /** A lane for this one record in the parking tier of this gateway. */
    static Lane parked(Group group, Delivery delivery, String tier) {
        return forOne(group, delivery, Kind.PARKING, tier);
    }

    private static Lane forOne(Group group, Delivery delivery, Kind kind, String tier) {
        Lane lane = new Lane(group, Topic.of(delivery.event()), delivery.event().key(), kind, tier);
        lane.add(delivery);
        return lane;
    }

    Group group() {
        return group;
    }

    Kind kind() {
        return kind;
    }

    /** The gateway in whose parking tier it is. */
    String tier() {
        return tier;
    }

    boolean carries(Group toGroup, Topic ofTopic, String ofKey) {
        return kind == Kind.TOPIC && group == toGroup && topic == ofTopic && key.equals(ofKey);
    }

    void add(Delivery delivery) {
        waiting.add(delivery);
    }

    Delivery first() {
        return waiting.getFirst();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** How many handlers work on the first record now. */
    int handlers() {
        return handlers;
    }

    /** Whether its first record waits for a handler. */
    boolean isIdle() {
        return hasWaiting() && handlers == 0;
    }

    /** Whether nobody needs it any more. */
    boolean isOver() {
        return kind != Kind.TOPIC && waiting.isEmpty() && handlers == 0;
    }

    void begin() {
        handlers++;
    }

    void end() {
        handlers--;
    }

    /** The record does not come again by itself. */
    void acknowledge(Delivery delivery) {
        if (waiting.peekFirst() == delivery) {
            waiting.removeFirst();
        }
    }
}
