package steadfast.testkit.fuzz;

import static steadfast.testkit.fuzz.Mutation.pick;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.fuzz.ApiDescription.Operation;
import steadfast.testkit.fuzz.ApiDescription.Place;

/**
 * Generates requests: a valid one of a random operation, usually with one or two odd changes. A
 * case depends only on the seed and its number.
 */
final class CaseGenerator {

    /** Spreads neighbouring numbers over all seeds (Knuth's multiplicative hashing). */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader WHOLE =
            JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A request, and its odd changes. */
    record Case(long number, Operation operation, Draft draft, List<Change> changes) {}

    private final ApiDescription description;
    private final List<Operation> operations;
    private final Examples examples;
    private final List<Mutation> ofAddressAndHeaders;
    private final List<Mutation> ofBody;
    private final long seed;

    CaseGenerator(ApiDescription description, Examples examples, long seed) {
        this.description = description;
        this.operations = description.operations();
        this.examples = examples;
        this.seed = seed;
        this.ofAddressAndHeaders =
                joined(AddressMutations.ALL, new HeaderMutations(examples).all());
        this.ofBody = joined(FieldMutations.ALL, BodyMutations.ALL);
    }

    Case generate(long number) {
        Random random = new Random(seed ^ (number * GOLDEN_RATIO));
        Operation operation = pick(operations, random);
        Draft draft = valid(operation, random);
        List<Change> changes = new ArrayList<>();
        int wanted = pick(List.of(0, 1, 1, 1, 1, 1, 1, 2, 2, 2), random);
        while (changes.size() < wanted) {
            boolean body = !operation.bodies().isEmpty() && random.nextInt(3) > 0;
            Change change =
                    pick(body ? ofBody : ofAddressAndHeaders, random)
                            .apply(draft, operation, random);
            if (change != null) {
                changes.add(change);
            }
        }
        examples.sealed(draft);
        return new Case(number, operation, draft, List.copyOf(changes));
    }

    private Draft valid(Operation operation, Random random) {
        Map<String, Object> values = examples.draw(random);
        Draft draft = new Draft(operation.method(), operation.path());
        for (String name : operation.parameters(Place.PATH)) {
            draft.pathValues().put(name, AddressMutations.escaped(text(values, name, random)));
        }
        for (String name : operation.parameters(Place.QUERY)) {
            if (!Examples.ABSENT.equals(values.getOrDefault(name, Examples.ABSENT))
                    && random.nextBoolean()) {
                draft.query()
                        .add(name + "=" + AddressMutations.escaped(text(values, name, random)));
            }
        }
        for (String name : operation.parameters(Place.HEADER)) {
            draft.header(name, text(values, name, random));
        }
        for (String name : examples.headersOf(operation.name())) {
            draft.header(name, text(values, name, random));
        }
        String key = examples.keyOf(operation.role());
        if (key != null) {
            draft.header("Authorization", "Bearer " + key);
        }
        if (random.nextInt(4) == 0) {
            draft.header("Accept-Language", "zh-CN");
        }
        if (!operation.bodies().isEmpty()) {
            body(draft, operation, values, random);
        }
        return draft;
    }

    private void body(Draft draft, Operation operation, Map<String, Object> values, Random random) {
        String mediaType = pick(operation.bodies().keySet().stream().sorted().toList(), random);
        if (!mediaType.startsWith("*")) {
            draft.header("Content-Type", mediaType);
        }
        byte[] body = examples.bodyOf(mediaType, values, random);
        if (body == null) {
            draft.json(example(operation.bodies().get(mediaType), "", values, random));
        } else {
            draft.body(body);
            asJson(body, draft);
        }
    }

    /** Takes an example that is one JSON object as JSON, so that its fields can be made odd. */
    private static void asJson(byte[] body, Draft draft) {
        try {
            if (WHOLE.readTree(body) instanceof ObjectNode object) {
                draft.json(object);
            }
        } catch (IOException e) {
            // Not JSON: it stays as it is.
        }
    }

    /** Returns a value that the schema allows: a known one if there is one, or one of its type. */
    private JsonNode example(
            @Nullable JsonNode described, String path, Map<String, Object> values, Random random) {
        if (values.containsKey(path)) {
            return JSON.valueToTree(values.get(path));
        }
        JsonNode schema =
                described == null
                        ? JsonNodeFactory.instance.objectNode()
                        : description.resolved(described);
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema.path("type"))) {
            case "string" -> JsonNodeFactory.instance.textNode(textOf(schema, random));
            case "integer", "number" -> JsonNodeFactory.instance.numberNode(1 + random.nextInt(3));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case "array" ->
                    JsonNodeFactory.instance
                            .arrayNode()
                            .add(example(schema.path("items"), path + "[]", values, random));
            default -> object(schema, path, values, random);
        };
    }

    /** Returns the first of several types, such as string and null. */
    private static String type(JsonNode described) {
        return described.isArray() && !described.isEmpty()
                ? described.get(0).asText()
                : described.asText("object");
    }

    private ObjectNode object(
            JsonNode schema, String path, Map<String, Object> values, Random random) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (!Examples.ABSENT.equals(values.get(name))) {
                object.set(property.getKey(), example(property.getValue(), name, values, random));
            }
        }
        return object;
    }

    private static String textOf(JsonNode schema, Random random) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" -> "2026-01-02T03:04:05Z";
            default -> "text-" + random.nextInt(100);
        };
    }

    private static String text(Map<String, Object> values, String name, Random random) {
        Object known = values.get(name);
        return known == null
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : String.valueOf(known);
    }

    private static List<Mutation> joined(List<Mutation> some, List<Mutation> more) {
        List<Mutation> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
