package steadfast.events;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Derives an event type's JSON Schema (draft 2020-12) from its record, without descriptions. */
final class SchemaGenerator {

    private static final String UUID_FORM =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private final JsonMapper json = new JsonMapper();

    ObjectNode schemaOf(Class<? extends Event> type) {
        ObjectNode schema = json.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:steadfast:event:" + type.getSimpleName());
        schema.put("title", type.getSimpleName());
        return schema.setAll(object(type));
    }

    private ObjectNode object(Class<?> type) {
        ObjectNode schema = json.createObjectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            ObjectNode property =
                    component.getType() == List.class
                            ? listOf(component)
                            : property(component.getType());
            if (nullable) {
                allowNull(property);
            } else {
                required.add(component.getName());
            }
            properties.set(component.getName(), property);
        }
        // Readers skip what they do not know: a new field breaks nobody.
        schema.put("additionalProperties", true);
        return schema;
    }

    private ObjectNode listOf(RecordComponent component) {
        var list = (ParameterizedType) component.getGenericType();
        ObjectNode schema = json.createObjectNode().put("type", "array");
        schema.set("items", object((Class<?>) list.getActualTypeArguments()[0]));
        return schema;
    }

    private ObjectNode property(Class<?> type) {
        ObjectNode schema = json.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (type == int.class) {
            return schema.put("type", "integer").put("format", "int32");
        }
        if (type == long.class) {
            return schema.put("type", "integer").put("format", "int64");
        }
        if (type == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == UUID.class || type == OrderId.class) {
            return schema.put("type", "string").put("format", "uuid");
        }
        if (type == PaymentId.class) {
            return schema.put("type", "string").put("pattern", "^" + UUID_FORM + "-[1-9][0-9]*$");
        }
        if (type == Sku.class) {
            return schema.put("type", "string").put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$");
        }
        if (type == Money.class) {
            return money();
        }
        if (type.isEnum()) {
            schema.put("type", "string");
            ArrayNode values = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .forEach(constant -> values.add(((Enum<?>) constant).name()));
            return schema;
        }
        throw new AssertionError("say here how a " + type + " looks in a schema");
    }

    private ObjectNode money() {
        ObjectNode schema = object(Money.class);
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ((ObjectNode) properties.get("amountMinor")).put("minimum", 0);
        ((ObjectNode) properties.get("currency")).put("pattern", "^[A-Z]{3}$");
        return schema;
    }

    private void allowNull(ObjectNode property) {
        String type = property.get("type").asText();
        property.putArray("type").add(type).add("null");
        if (property.has("enum")) {
            property.withArray("enum").addNull();
        }
    }
}
