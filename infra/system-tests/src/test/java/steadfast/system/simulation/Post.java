package steadfast.system.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.OrderId;
import steadfast.events.Topic;

/**
 * The broker between the services: a lane for every subscriber, topic and order, in which records
 * wait in the order in which they were published; a retry ladder, parking tiers and dead letters.
 * What came once may come again at any time, and lanes know nothing of one another.
 */
final class Post {

    /** How often a record is retried before it is a dead letter. */
    private static final int RUNGS = 5;

    private static final long NANOS_APART = 1_000;

    /** A record that was given up. */
    record DeadLetter(Group group, Delivery delivery, String kind) {}

    private final SimulatedTime time;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Letter> history = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long lastId;

    Post(SimulatedTime time) {
        this.time = time;
    }

    Instant now() {
        return time.now();
    }

    /** Says something new. */
    Letter publish(Event event) {
        // Services' clocks tell what came first, though walked time stands still meanwhile.
        Letter letter = new Letter(++lastId, event, time.now().plusNanos(lastId * NANOS_APART));
        send(letter);
        return letter;
    }

    /** Sends an event, for the first time or again. */
    void send(Letter letter) {
        history.add(letter);
        Topic topic = Topic.of(letter.event());
        for (Group group : Group.values()) {
            if (group.subscribes(topic)) {
                lane(group, topic, letter.event().key()).add(Delivery.fresh(letter));
            }
        }
    }

    private Lane lane(Group group, Topic topic, String key) {
        for (Lane lane : lanes) {
            if (lane.carries(group, topic, key)) {
                return lane;
            }
        }
        Lane lane = Lane.ofTopic(group, topic, key);
        lanes.add(lane);
        return lane;
    }

    /** A lane of this kind that waits for a handler. */
    @Nullable Lane anyWaiting(Random random, Lane.Kind kind) {
        return any(random, lane -> lane.isIdle() && lane.kind() == kind);
    }

    /** A parked record that waits for a handler, in one of these tiers. */
    @Nullable Lane anyParked(Random random, Predicate<String> tiers) {
        return any(random, parkedIn(tiers));
    }

    /** A lane whose first record is in work somewhere, as around a rebalance. */
    @Nullable Lane anyInWork(Random random) {
        return any(random, lane -> lane.hasWaiting() && lane.handlers() == 1);
    }

    private @Nullable Lane any(Random random, Predicate<Lane> wanted) {
        List<Lane> found = all(wanted);
        return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
    }

    private List<Lane> all(Predicate<Lane> wanted) {
        List<Lane> found = new ArrayList<>();
        for (Lane lane : lanes) {
            if (wanted.test(lane)) {
                found.add(lane);
            }
        }
        return found;
    }

    private static Predicate<Lane> parkedIn(Predicate<String> tiers) {
        return lane -> lane.kind() == Lane.Kind.PARKING && lane.isIdle() && tiers.test(lane.tier());
    }

    /** The ladder as it stands now. */
    List<Lane> ladder() {
        return all(lane -> lane.kind() == Lane.Kind.LADDER && lane.hasWaiting());
    }

    /** What is parked now. */
    List<Lane> parked() {
        return all(parkedIn(tier -> true));
    }

    boolean hasWaiting(Lane.Kind kind) {
        return has(lane -> lane.isIdle() && lane.kind() == kind);
    }

    boolean hasParked(Predicate<String> tiers) {
        return has(parkedIn(tiers));
    }

    boolean hasInWork() {
        return has(lane -> lane.hasWaiting() && lane.handlers() == 1);
    }

    private boolean has(Predicate<Lane> wanted) {
        for (Lane lane : lanes) {
            if (wanted.test(lane)) {
                return true;
            }
        }
        return false;
    }

    /** The record waits for its next attempt, or is dead. */
    void retry(Lane lane, Delivery delivery, String kind) {
        lane.acknowledge(delivery);
        if (delivery.attempt() >= RUNGS) {
            deadLetters.add(new DeadLetter(lane.group(), delivery, kind));
            return;
        }
        open(Lane.onTheLadder(lane.group(), delivery.next()));
    }

    /** The record waits for its gateway, and that costs it no attempt. */
    void park(Lane lane, Delivery delivery, String tier) {
        lane.acknowledge(delivery);
        open(Lane.parked(lane.group(), delivery.again(), tier));
    }

    void bury(Lane lane, Delivery delivery, String kind) {
        lane.acknowledge(delivery);
        deadLetters.add(new DeadLetter(lane.group(), delivery, kind));
    }

    private void open(Lane lane) {
        lanes.removeIf(Lane::isOver);
        lanes.add(lane);
    }

    boolean hasHistory() {
        return !history.isEmpty();
    }

    /** A consumer went back, or a relay forgot that it had sent: one group receives it again. */
    void repeatAny(Random random) {
        Letter letter = history.get(random.nextInt(history.size()));
        Topic topic = Topic.of(letter.event());
        Group[] groups =
                Arrays.stream(Group.values())
                        .filter(group -> group.subscribes(topic))
                        .toArray(Group[]::new);
        Group group = groups[random.nextInt(groups.length)];
        lane(group, topic, letter.event().key()).add(Delivery.fresh(letter));
    }

    boolean hasDeadLetters() {
        return !deadLetters.isEmpty();
    }

    /** Whether a record about this order was given up. */
    boolean hasDeadLettersOf(OrderId orderId) {
        String key = orderId.toString();
        return deadLetters.stream().anyMatch(dead -> dead.delivery().event().key().equals(key));
    }

    /** A dead letter goes back to its group's ladder; the letter itself stays in the topic. */
    void replayAny(Random random) {
        replay(deadLetters.get(random.nextInt(deadLetters.size())));
    }

    /** Sends everything back that was given up until now. */
    void replayAll() {
        List.copyOf(deadLetters).forEach(this::replay);
    }

    private void replay(DeadLetter dead) {
        open(Lane.onTheLadder(dead.group(), Delivery.replayed(dead.delivery().letter())));
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }
}
