package steadfast.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a service's OpenAPI 3 document from which requests are made. */
final class ApiDescription {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** The location of a parameter. */
    enum Place {
        PATH,
        QUERY,
        HEADER
    }

    /** One parameter of an operation. */
    record Parameter(String name, Place place) {}

    /**
     * One operation.
     *
     * @param role the role that may call it; null if anyone may
     * @param bodies the schema of the body by media type; empty if it takes none
     */
    record Operation(
            String method,
            String path,
            @Nullable String role,
            List<Parameter> parameters,
            Map<String, JsonNode> bodies) {

        /** Returns the name in the document, such as {@code POST /v1/orders}. */
        String name() {
            return method + " " + path;
        }

        /**
         * Returns whether the body is read by a schema of ours, so that anything else is refused.
         */
        boolean readsOurJson() {
            return bodies.containsKey("application/json");
        }

        /**
         * Returns whether there is no schema of ours, as for callbacks, whose senders get no
         * reasons.
         */
        boolean readsOthersBodies() {
            return !bodies.isEmpty() && !readsOurJson();
        }

        List<String> parameters(Place slot) {
            return parameters.stream()
                    .filter(one -> one.place() == slot)
                    .map(Parameter::name)
                    .toList();
        }
    }

    /**
     * Returns every operation, in the document's order.
     *
     * @throws IllegalArgumentException if the document has none
     */
    List<Operation> operations() {
        List<Operation> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    found.add(operation(path.getKey(), path.getValue(), entry));
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the OpenAPI document has no operation");
        }
        return List.copyOf(found);
    }

    /** Returns the schema itself, or the one that it refers to. */
    JsonNode resolved(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isTextual()
                ? resolved(document.at(reference.textValue().substring(1)))
                : schema;
    }

    private static Operation operation(
            String path, JsonNode shared, Map.Entry<String, JsonNode> entry) {
        JsonNode described = entry.getValue();
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode list : List.of(shared.path("parameters"), described.path("parameters"))) {
            for (JsonNode one : list) {
                parameter(one, parameters);
            }
        }
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        described
                .path("requestBody")
                .path("content")
                .properties()
                .forEach(body -> bodies.put(body.getKey(), body.getValue().path("schema")));
        return new Operation(
                entry.getKey().toUpperCase(Locale.ROOT),
                path,
                role(described.path("security")),
                List.copyOf(parameters),
                bodies);
    }

    private static void parameter(JsonNode described, List<Parameter> parameters) {
        String place = described.path("in").asText().toUpperCase(Locale.ROOT);
        if (!place.equals("COOKIE")) {
            parameters.add(new Parameter(described.path("name").asText(), Place.valueOf(place)));
        }
    }

    /** Returns the first role of the first scheme: our operations have one each. */
    private static @Nullable String role(JsonNode security) {
        for (JsonNode scheme : security) {
            for (JsonNode roles : scheme) {
                if (!roles.isEmpty()) {
                    return roles.get(0).asText();
                }
            }
        }
        return null;
    }
}
