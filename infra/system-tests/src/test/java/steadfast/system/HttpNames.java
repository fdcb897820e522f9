package steadfast.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client of one service's HTTP API must know by name, as its OpenAPI document says: paths,
 * parameters, the fields of bodies with the values of enums, statuses. Names of schemas are not
 * among it: they are names of classes, and a field is listed where it is sent.
 */
final class HttpNames {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;

    HttpNames(JsonNode document) {
        this.document = document;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        sorted(document.path("paths"))
                .forEach((path, operations) ->
                        sorted(operations)
                                .forEach((method, operation) -> {
                                    if (METHODS.contains(method)) {
                                        lines.add(method.toUpperCase(Locale.ROOT) + " " + path);
                                        names(operation, operations)
                                                .forEach(name -> lines.add("  " + name));
                                    }
                                }));
        return lines;
    }

    private Collection<String> names(JsonNode operation, JsonNode shared) {
        Set<String> names = new TreeSet<>();
        for (JsonNode holder : List.of(shared, operation)) {
            holder.path("parameters")
                    .forEach(reference -> {
                        JsonNode parameter = resolved(reference);
                        names.add(
                                parameter.path("in").asText()
                                        + " "
                                        + parameter.path("name").asText());
                    });
        }
        bodies("request", resolved(operation.path("requestBody")), names);
        sorted(operation.path("responses"))
                .forEach((status, response) -> {
                    names.add("answers " + status);
                    bodies("answers " + status, resolved(response), names);
                });
        return names;
    }

    private void bodies(String prefix, JsonNode holder, Set<String> names) {
        sorted(holder.path("content"))
                .forEach((type, content) ->
                        fields(
                                prefix + " " + type + " ",
                                content.path("schema"),
                                names,
                                List.of()));
    }

    private void fields(String prefix, JsonNode schema, Set<String> names, List<String> within) {
        String reference = schema.path("$ref").asText();
        // A type that holds itself is listed once.
        if (!reference.isEmpty() && within.contains(reference)) {
            return;
        }
        List<String> inside = new ArrayList<>(within);
        inside.add(reference);
        JsonNode type = resolved(schema);
        type.path("enum").forEach(value -> names.add(prefix + "= " + value.asText()));
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            type.path(composition).forEach(part -> fields(prefix, part, names, inside));
        }
        if (type.has("items")) {
            fields(prefix + "[]", type.path("items"), names, inside);
        }
        JsonNode additional = type.path("additionalProperties");
        if (additional.isObject()) {
            fields(prefix + ".*", additional, names, inside);
        }
        sorted(type.path("properties"))
                .forEach((name, property) -> {
                    names.add(prefix + "." + name);
                    fields(prefix + "." + name, property, names, inside);
                });
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static Map<String, JsonNode> sorted(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
