package steadfast.planted.bad.ship;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A dump with state of every kind. */
public class ShipUtils {
    private static int left;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, String> CACHE = new HashMap<>();
    static final byte[] SHARED = {1};

    public static int next() {
        left++;
        CACHE.put("left", "" + left);
        return COUNT.incrementAndGet() + SHARED.length;
    }
}
