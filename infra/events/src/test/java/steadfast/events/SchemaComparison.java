package steadfast.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changed from one schema to the next, descriptions aside, and whether those who read or wrote
 * by the old one can live with it. Records stay on their topics for weeks, and services are
 * deployed one after the other: both directions count.
 *
 * @param incompatible breaks a reader of the old form, or old records
 * @param compatible needs nobody's consent, but the new schema must be committed
 */
record SchemaComparison(List<String> incompatible, List<String> compatible) {

    static SchemaComparison of(JsonNode before, JsonNode after) {
        SchemaComparison result = new SchemaComparison(new ArrayList<>(), new ArrayList<>());
        result.compareNodes("", before, after);
        return result;
    }

    boolean isSame() {
        return incompatible.isEmpty() && compatible.isEmpty();
    }

    private void compareNodes(String path, JsonNode before, JsonNode after) {
        if (before.has("properties") && after.has("properties")) {
            compareFields(path, before, after);
        }
        if (before.has("items") && after.has("items")) {
            compareNodes(path + "/items", before.get("items"), after.get("items"));
        }
        compareEnums(path, before, after);
        for (String keyword : keywords(before, after)) {
            if (!before.path(keyword).equals(after.path(keyword))) {
                incompatible.add(
                        "%s: %s was %s and is %s"
                                .formatted(
                                        shown(path),
                                        keyword,
                                        before.path(keyword),
                                        after.path(keyword)));
            }
        }
    }

    private void compareFields(String path, JsonNode before, JsonNode after) {
        ObjectNode old = (ObjectNode) before.get("properties");
        ObjectNode now = (ObjectNode) after.get("properties");
        Set<String> oldRequired = texts(before.path("required"));
        Set<String> nowRequired = texts(after.path("required"));
        for (String field : names(old, now)) {
            String at = path + "/" + field;
            if (!now.has(field)) {
                incompatible.add(shown(at) + ": the field was removed");
            } else if (!old.has(field)) {
                if (nowRequired.contains(field)) {
                    incompatible.add(shown(at) + ": a required field was added");
                } else {
                    compatible.add(shown(at) + ": an optional field was added");
                }
            } else {
                if (oldRequired.contains(field) && !nowRequired.contains(field)) {
                    incompatible.add(shown(at) + ": the field is no longer always there");
                }
                if (!oldRequired.contains(field) && nowRequired.contains(field)) {
                    incompatible.add(shown(at) + ": the field became required");
                }
                compareNodes(at, old.get(field), now.get(field));
            }
        }
    }

    private void compareEnums(String path, JsonNode before, JsonNode after) {
        if (!before.has("enum") || !after.has("enum")) {
            return;
        }
        Set<String> old = texts(before.get("enum"));
        Set<String> now = texts(after.get("enum"));
        for (String value : old) {
            if (!now.contains(value)) {
                incompatible.add(shown(path) + ": the value " + value + " was removed");
            }
        }
        for (String value : now) {
            if (!old.contains(value)) {
                compatible.add(
                        shown(path)
                                + ": the value "
                                + value
                                + " was added (deploy its readers before its writers)");
            }
        }
    }

    /** Every keyword but those that are compared by their meaning, or have none. */
    private static Set<String> keywords(JsonNode before, JsonNode after) {
        Set<String> keywords = names((ObjectNode) before, (ObjectNode) after);
        keywords.removeAll(Set.of("description", "properties", "required"));
        for (String comparedByMeaning : Set.of("enum", "items")) {
            if (before.has(comparedByMeaning) && after.has(comparedByMeaning)) {
                keywords.remove(comparedByMeaning);
            }
        }
        return keywords;
    }

    private static Set<String> names(ObjectNode one, ObjectNode other) {
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static String shown(String path) {
        return path.isEmpty() ? "the event" : path;
    }
}
