package steadfast.system.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.Topic;

/**
 * The broker between the services: a lane for every subscriber, topic and order, in which records
 * wait in the order in which they were said; a retry ladder and dead letters. What came once may
 * come again at any time, and lanes know nothing of one another.
 */
final class Post {

    /** How often a record is retried before it is a dead letter. */
    private static final int RUNGS = 5;

    /** Who listens to what. */
    enum Group {
        ORDER,
        PAYMENT,
        FULFILLMENT,
        RECONCILER;

        private boolean hears(Topic topic) {
            return switch (topic) {
                case ORDER_EVENTS -> this != ORDER;
                case PAYMENT_EVENTS, FULFILLMENT_EVENTS -> this == ORDER || this == RECONCILER;
                case PAYMENT_FINDINGS -> this == PAYMENT;
                case OPERATIONS_EVENTS -> this != RECONCILER;
                case STOCK_LEVELS -> false;
            };
        }
    }

    /** A record on its way to one group; {@code attempt} counts its retries. */
    static final class Delivery {
        private final Letter letter;
        private final int attempt;

        Delivery(Letter letter, int attempt) {
            this.letter = letter;
            this.attempt = attempt;
        }

        Event event() {
            return letter.event();
        }

        Letter letter() {
            return letter;
        }
    }

    /** Records of one key that are handed over one after the other. */
    static final class Lane {
        private final Group group;
        private final Topic topic;
        private final String key;
        private final boolean ladder;
        private final Deque<Delivery> waiting = new ArrayDeque<>();
        private int handlers;

        private Lane(Group group, Topic topic, String key, boolean ladder) {
            this.group = group;
            this.topic = topic;
            this.key = key;
            this.ladder = ladder;
        }

        Group group() {
            return group;
        }

        Delivery first() {
            return waiting.getFirst();
        }

        /** How many handlers work on the first record now. */
        int handlers() {
            return handlers;
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

    /** A record that was given up. */
    record DeadLetter(Group group, Delivery delivery) {}

    private final WalkedTime time;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Letter> history = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long lastId;

    Post(WalkedTime time) {
        this.time = time;
    }

    /** Says something new. */
    Letter say(Event event) {
        Letter letter = new Letter(++lastId, event, time.now());
        send(letter);
        return letter;
    }

    /** Sends what was said, for the first time or again. */
    void send(Letter letter) {
        history.add(letter);
        Topic topic = Topic.of(letter.event());
        for (Group group : Group.values()) {
            if (group.hears(topic)) {
                lane(group, topic, letter.event().key()).waiting.add(new Delivery(letter, 0));
            }
        }
    }

    private Lane lane(Group group, Topic topic, String key) {
        for (Lane lane : lanes) {
            if (!lane.ladder
                    && lane.group == group
                    && lane.topic == topic
                    && lane.key.equals(key)) {
                return lane;
            }
        }
        Lane lane = new Lane(group, topic, key, false);
        lanes.add(lane);
        return lane;
    }

    /** A lane that waits for a handler; of the ladder only if asked for. */
    @Nullable Lane anyWaiting(Random random, boolean ladder) {
        return any(
                random,
                lane -> !lane.waiting.isEmpty() && lane.handlers == 0 && lane.ladder == ladder);
    }

    /** A lane whose first record is in work somewhere, as around a rebalance. */
    @Nullable Lane anyInWork(Random random) {
        return any(random, lane -> !lane.waiting.isEmpty() && lane.handlers == 1);
    }

    private @Nullable Lane any(Random random, Predicate<Lane> wanted) {
        int many = 0;
        for (Lane lane : lanes) {
            many += wanted.test(lane) ? 1 : 0;
        }
        if (many == 0) {
            return null;
        }
        int chosen = random.nextInt(many);
        for (Lane lane : lanes) {
            if (wanted.test(lane) && chosen-- == 0) {
                return lane;
            }
        }
        throw new IllegalStateException("a lane vanished");
    }

    /** The ladder as it stands now. */
    List<Lane> ladder() {
        return lanes.stream().filter(lane -> lane.ladder && !lane.waiting.isEmpty()).toList();
    }

    boolean hasWaiting(boolean ladder) {
        return has(lane -> lane.handlers == 0 && lane.ladder == ladder);
    }

    boolean hasInWork() {
        return has(lane -> lane.handlers == 1);
    }

    private boolean has(Predicate<Lane> wanted) {
        for (Lane lane : lanes) {
            if (!lane.waiting.isEmpty() && wanted.test(lane)) {
                return true;
            }
        }
        return false;
    }

    /** The record waits for its next attempt, or is dead. */
    void retry(Lane lane, Delivery delivery) {
        lane.acknowledge(delivery);
        if (delivery.attempt >= RUNGS) {
            deadLetters.add(new DeadLetter(lane.group, delivery));
            return;
        }
        onTheLadder(lane.group, new Delivery(delivery.letter, delivery.attempt + 1));
    }

    void bury(Lane lane, Delivery delivery) {
        lane.acknowledge(delivery);
        deadLetters.add(new DeadLetter(lane.group, delivery));
    }

    private void onTheLadder(Group group, Delivery delivery) {
        lanes.removeIf(lane -> lane.ladder && lane.waiting.isEmpty() && lane.handlers == 0);
        Lane lane = new Lane(group, Topic.of(delivery.event()), delivery.event().key(), true);
        lane.waiting.add(delivery);
        lanes.add(lane);
    }

    boolean hasHistory() {
        return !history.isEmpty();
    }

    /** A consumer went back, or a relay forgot that it had sent: one group hears it again. */
    void repeatAny(Random random) {
        Letter letter = history.get(random.nextInt(history.size()));
        Topic topic = Topic.of(letter.event());
        Group[] groups =
                Arrays.stream(Group.values())
                        .filter(group -> group.hears(topic))
                        .toArray(Group[]::new);
        Group group = groups[random.nextInt(groups.length)];
        lane(group, topic, letter.event().key()).waiting.add(new Delivery(letter, 0));
    }

    boolean hasDeadLetters() {
        return !deadLetters.isEmpty();
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
        onTheLadder(dead.group(), new Delivery(dead.delivery().letter, 1));
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }
}
