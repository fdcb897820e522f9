package steadfast.http.body;

import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steadfast.http.body.RequestBodyReader.Ending;

/** Reads bodies, with limits on how many arrive at once, in total and from one address. */
public final class UnreadBodies {
    private static final int NETWORK_BYTES = 8;

    private final int max;
    private final int maxPerAddress;
    private final Map<String, Integer> byNetwork = new HashMap<>();
    private int all;

    /**
     * Creates the limits.
     *
     * @param maxPerAddress the most from one address; for IPv6, from one /64 network
     */
    public UnreadBodies(int max, int maxPerAddress) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /**
     * Reads the body of this request if there is room for it.
     *
     * @param maxBytes the longest body that is kept
     * @param timeout how long the body may take
     * @param onEnd receives the result once, on the event loop
     */
    public void read(
            RoutingContext context, int maxBytes, Duration timeout, Consumer<Ending> onEnd) {
        @Nullable String address = context.request().remoteAddress().hostAddress();
        if (enter(address)) {
            new RequestBodyReader(
                            context,
                            maxBytes,
                            timeout,
                            ending -> {
                                leave(address);
                                onEnd.accept(ending);
                            })
                    .begin();
        } else {
            new RequestBodyReader(context, maxBytes, timeout, onEnd).refuse();
        }
    }

    /** Counts one more, if there is room; then it must {@link #leave}. */
    synchronized boolean enter(@Nullable String address) {
        String network = network(address);
        int now = byNetwork.getOrDefault(network, 0);
        if (all >= max || now >= maxPerAddress) {
            return false;
        }
        all++;
        byNetwork.put(network, now + 1);
        return true;
    }

    synchronized void leave(@Nullable String address) {
        all--;
        byNetwork.computeIfPresent(network(address), (one, count) -> count == 1 ? null : count - 1);
    }

    /** Owners of one IPv6 address usually have a whole /64 network. */
    private static String network(@Nullable String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return InetAddress.ofLiteral(address) instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                : address;
    }
}
