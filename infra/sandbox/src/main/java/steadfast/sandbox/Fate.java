package steadfast.sandbox;

import java.time.Duration;

/**
 * What becomes of a request. Whatever can go wrong on the way is a further record here, and the
 * server's switch then has to say what it does.
 */
sealed interface Fate {

    /**
     * It is served.
     *
     * @param before how long it is on its way before the books see it
     * @param after how long the answer takes at least; it also waits for the disk
     */
    record Served(Duration before, Duration after) implements Fate {}
}
