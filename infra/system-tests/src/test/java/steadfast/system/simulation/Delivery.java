package steadfast.system.simulation;

import steadfast.events.Event;

/** A record on its way to one group; no two are equal, also of the same letter. */
final class Delivery {
    private final Letter letter;
    private final int attempt;

    private Delivery(Letter letter, int attempt) {
        this.letter = letter;
        this.attempt = attempt;
    }

    /** As it comes from its topic. */
    static Delivery fresh(Letter letter) {
        return new Delivery(letter, 0);
    }

    /** As a replayed dead letter comes: on the first rung. */
    static Delivery replayed(Letter letter) {
        return new Delivery(letter, 1);
    }

    /** The next attempt. */
    Delivery next() {
        return new Delivery(letter, attempt + 1);
    }

    /** The same attempt, elsewhere. */
    Delivery again() {
        return new Delivery(letter, attempt);
    }

    /** How often it has failed by itself. */
    int attempt() {
        return attempt;
    }

    /** Whether it failed before, for the retry budget. */
    boolean retried() {
        return attempt > 0;
    }

    Event event() {
        return letter.event();
    }

    Letter letter() {
        return letter;
    }
}
