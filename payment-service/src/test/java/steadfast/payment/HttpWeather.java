package steadfast.payment;

import java.util.List;
import java.util.Random;

/** What becomes of one call over HTTP, and how lucky its buyer is. */
record HttpWeather(Fate fate, int luck) {

    /** Fair as often as everything else together. */
    private static final List<Fate> FATES = List.of(Fate.values());

    enum Fate {
        /** Done and answered. */
        FAIR,
        /** The connection is reset before anything happened. */
        RESET,
        /** The connection is reset when everything has happened. */
        RESET_AFTER,
        /** Reset, and the request is carried out when its caller has long given up. */
        LANDS_LATE,
        /** Done, and the answer comes when nobody waits for it any more. */
        SLOW,
        /** 503, and nothing happened. */
        BUSY,
        /** 429: not taken. */
        REFUSED,
        /** Done, and half of the answer arrives. */
        HALF_BODY,
        /** Done, and a proxy answers something else. */
        GARBAGE,
        /** A query finds nothing yet. */
        LAGGED,
        /** We die before the call leaves. */
        CRASH_BEFORE,
        /** We die with its answer in hand. */
        CRASH_AFTER
    }

    static HttpWeather fair(Random random) {
        return new HttpWeather(Fate.FAIR, random.nextInt());
    }

    static HttpWeather stormy(Random random) {
        return random.nextBoolean()
                ? fair(random)
                : new HttpWeather(FATES.get(random.nextInt(FATES.size())), random.nextInt());
    }
}
