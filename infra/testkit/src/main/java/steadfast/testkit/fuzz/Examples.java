package steadfast.testkit.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values that a document does not contain: those that exist in the running service, by the name of
 * their parameter, header or field ({@code price.currency}), access keys by role, and bodies that
 * are not JSON.
 */
public final class Examples {

    /** Stands for a field that this row leaves out. */
    public static final Object ABSENT = new Object();

    private final Map<Set<String>, List<Map<String, Object>>> tables = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, BiFunction<Map<String, Object>, Random, byte[]>> bodies =
            new HashMap<>();
    private final Map<String, List<String>> headers = new HashMap<>();
    private Consumer<Draft> seal = draft -> {};

    /** Adds values of one name. */
    public Examples values(String name, Object... values) {
        Arrays.stream(values).forEach(value -> together(Map.of(name, value)));
        return this;
    }

    /** Adds values that belong together, such as an order and its view token. */
    public Examples together(Map<String, ?> row) {
        tables.computeIfAbsent(row.keySet(), names -> new ArrayList<>()).add(Map.copyOf(row));
        return this;
    }

    /** Adds an access key that has this role. */
    public Examples key(String role, String key) {
        keys.put(role, key);
        return this;
    }

    /** Adds a header that an operation ({@code POST /v1/orders}) reads but does not describe. */
    public Examples header(String operation, String name) {
        headers.computeIfAbsent(operation, none -> new ArrayList<>()).add(name);
        return this;
    }

    /** Adds a valid body, made of the values drawn, of a media type that no schema describes. */
    public Examples body(String mediaType, BiFunction<Map<String, Object>, Random, byte[]> body) {
        bodies.put(mediaType, body);
        return this;
    }

    /** Sets what is done to each request last, such as signing it. */
    public Examples seal(Consumer<Draft> last) {
        this.seal = last;
        return this;
    }

    /** Draws one row of each table: values that may be used in one request. */
    Map<String, Object> draw(Random random) {
        Map<String, Object> drawn = new HashMap<>();
        tables.values().forEach(rows -> drawn.putAll(rows.get(random.nextInt(rows.size()))));
        return drawn;
    }

    @Nullable String keyOf(@Nullable String role) {
        return role == null ? null : keys.get(role);
    }

    List<String> allKeys() {
        return keys.values().stream().sorted().toList();
    }

    List<String> headersOf(String operation) {
        return headers.getOrDefault(operation, List.of());
    }

    byte @Nullable [] bodyOf(String mediaType, Map<String, Object> values, Random random) {
        BiFunction<Map<String, Object>, Random, byte[]> body = bodies.get(mediaType);
        return body == null ? null : body.apply(values, random);
    }

    void sealed(Draft draft) {
        seal.accept(draft);
    }
}
