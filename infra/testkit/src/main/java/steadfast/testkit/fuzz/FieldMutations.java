package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static steadfast.testkit.fuzz.Mutation.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.fuzz.ApiDescription.Operation;

/** Makes one field of a JSON body odd. */
final class FieldMutations {

    static final List<Mutation> ALL =
            Stream.<Mutation>of(
                            FieldMutations::remove,
                            FieldMutations::nothing,
                            FieldMutations::add,
                            FieldMutations::repeat,
                            FieldMutations::otherType,
                            FieldMutations::otherType,
                            FieldMutations::number,
                            FieldMutations::noNumber,
                            FieldMutations::text,
                            FieldMutations::text,
                            FieldMutations::controlText,
                            FieldMutations::loneSurrogate)
                    .map(FieldMutations::strictWithOurs)
                    .toList();

    private static final int LONGEST_NUMBER = 32;

    private static final List<String> MORE_NAMES =
            List.of(
                    "price",
                    "id",
                    "",
                    "__proto__",
                    "@class",
                    "sku ",
                    "Sku",
                    "a\u0000b",
                    "\uD83D\uDE00");

    private FieldMutations() {}

    /** A value in the body, by its parent and key, and its name as {@code lines[0].quantity}. */
    private record Spot(JsonNode parent, String key, String name) {

        JsonNode value() {
            return parent instanceof ArrayNode array
                    ? array.get(Integer.parseInt(key))
                    : parent.path(key);
        }

        void set(JsonNode value) {
            if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(key), value);
            } else {
                ((ObjectNode) parent).set(key, value);
            }
        }

        void remove() {
            if (parent instanceof ArrayNode array) {
                array.remove(Integer.parseInt(key));
            } else {
                ((ObjectNode) parent).remove(key);
            }
        }
    }

    private static @Nullable Change remove(Draft draft, Operation operation, Random random) {
        Spot spot = any(draft, random);
        if (spot == null) {
            return null;
        }
        spot.remove();
        return Change.any("without " + spot.name(), spot.name());
    }

    private static @Nullable Change nothing(Draft draft, Operation operation, Random random) {
        return put(draft, random, "null", false);
    }

    private static @Nullable Change add(Draft draft, Operation operation, Random random) {
        if (!(draft.json() instanceof ObjectNode body)) {
            return null;
        }
        String name = pick(MORE_NAMES, random);
        body.put(name, "x");
        // What has no name cannot be named.
        return Change.refused("one field more: " + name, name.isEmpty() ? null : name);
    }

    private static @Nullable Change repeat(Draft draft, Operation operation, Random random) {
        if (!(draft.json() instanceof ObjectNode body) || body.isEmpty()) {
            return null;
        }
        Map.Entry<String, JsonNode> field = pick(List.copyOf(body.properties()), random);
        String text = new String(draft.body(), UTF_8);
        String twice = "{\"" + field.getKey() + "\":" + field.getValue() + "," + text.substring(1);
        draft.body(twice.getBytes(UTF_8));
        return Change.refused(field.getKey() + " twice", null);
    }

    private static @Nullable Change otherType(Draft draft, Operation operation, Random random) {
        Spot spot = any(draft, random);
        if (spot == null) {
            return null;
        }
        String raw = pick(OddValues.OF_OTHER_TYPES, random);
        boolean same =
                (spot.value().isTextual() && raw.startsWith("\""))
                        || (spot.value().isBoolean() && raw.equals("true"))
                        || (spot.value().isContainerNode() && raw.equals("[]"));
        return put(spot, raw, !same);
    }

    private static @Nullable Change number(Draft draft, Operation operation, Random random) {
        String number = pick(OddValues.NUMBERS, random);
        Change change = put(draft, random, number, false);
        // Readers stop within such a long number, before they know its field.
        return change != null && number.length() > LONGEST_NUMBER
                ? Change.any(change.what(), null)
                : change;
    }

    private static @Nullable Change noNumber(Draft draft, Operation operation, Random random) {
        Spot spot = any(draft, random);
        if (spot == null) {
            return null;
        }
        Change change = put(spot, pick(OddValues.NO_NUMBERS, random), true);
        // This is no JSON, so there may be no field to name.
        return Change.refused(change.what(), null);
    }

    private static @Nullable Change text(Draft draft, Operation operation, Random random) {
        return putText(draft, random, pick(OddValues.TEXTS, random), false);
    }

    private static @Nullable Change controlText(Draft draft, Operation operation, Random random) {
        String text = pick(OddValues.CONTROL_TEXTS, random);
        // PostgreSQL has no NUL in a text, so none may get that far.
        return putText(draft, random, text, text.indexOf('\0') >= 0);
    }

    private static @Nullable Change loneSurrogate(Draft draft, Operation operation, Random random) {
        return put(draft, random, pick(OddValues.LONE_SURROGATES, random), true);
    }

    /** Allows any answer where others' bodies are read, in which more fields may be. */
    private static Mutation strictWithOurs(Mutation mutation) {
        return (draft, operation, random) -> {
            Change change = mutation.apply(draft, operation, random);
            return change == null || operation.readsOurJson()
                    ? change
                    : Change.any(change.what(), null);
        };
    }

    private static @Nullable Change putText(
            Draft draft, Random random, String text, boolean refused) {
        Spot spot = any(draft, random);
        if (spot == null) {
            return null;
        }
        spot.set(JsonNodeFactory.instance.textNode(text));
        return change(spot, text, refused);
    }

    private static @Nullable Change put(Draft draft, Random random, String raw, boolean refused) {
        Spot spot = any(draft, random);
        return spot == null ? null : put(spot, raw, refused);
    }

    private static Change put(Spot spot, String raw, boolean refused) {
        spot.set(JsonNodeFactory.instance.rawValueNode(new RawValue(raw)));
        return change(spot, raw, refused);
    }

    private static Change change(Spot spot, String value, boolean refused) {
        String what = spot.name() + " = " + value;
        return refused ? Change.refused(what, spot.name()) : Change.any(what, spot.name());
    }

    private static @Nullable Spot any(Draft draft, Random random) {
        List<Spot> spots = new ArrayList<>();
        JsonNode body = draft.json();
        if (body != null) {
            collect(body, "", spots);
        }
        return spots.isEmpty() ? null : pick(spots, random);
    }

    private static void collect(JsonNode parent, String path, List<Spot> spots) {
        if (parent instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                String name = path + "[" + index + "]";
                spots.add(new Spot(array, Integer.toString(index), name));
                collect(array.get(index), name, spots);
            }
        }
        for (Map.Entry<String, JsonNode> field : parent.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            spots.add(new Spot(parent, field.getKey(), name));
            collect(field.getValue(), name, spots);
        }
    }
}
