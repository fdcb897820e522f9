package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SchemaComparisonTest {

    private final ObjectNode before = new SchemaGenerator().schemaOf(GatewayFinding.class);

    @Test
    void aSchemaIsTheSameAsItself() {
        assertThat(changed(schema -> {}).isSame()).isTrue();
    }

    @Test
    void descriptionsDoNotCount() {
        assertThat(
                        changed(
                                        schema -> {
                                            schema.put("description", "new words");
                                            field(schema, "gateway").put("description", "new");
                                        })
                                .isSame())
                .isTrue();
    }

    @Test
    void theOrderOfRequiredFieldsDoesNotCount() {
        assertThat(
                        changed(
                                        schema -> {
                                            JsonNode first = required(schema).remove(0);
                                            required(schema).add(first);
                                        })
                                .isSame())
                .isTrue();
    }

    @Test
    void removingAFieldIsIncompatible() {
        assertIncompatible(schema -> fields(schema).remove("detail"), "/detail");
    }

    @Test
    void removingAFieldInsideAFieldIsIncompatible() {
        assertIncompatible(
                schema -> fields(field(schema, "amount")).remove("currency"), "/amount/currency");
    }

    @Test
    void addingARequiredFieldIsIncompatible() {
        assertIncompatible(
                schema -> {
                    fields(schema).putObject("merchant").put("type", "string");
                    required(schema).add("merchant");
                },
                "/merchant");
    }

    @Test
    void addingAnOptionalFieldIsCompatible() {
        SchemaComparison change =
                changed(schema -> fields(schema).putObject("merchant").put("type", "string"));

        assertThat(change.incompatible()).isEmpty();
        assertThat(change.compatible()).singleElement().asString().contains("/merchant");
    }

    @Test
    void changingATypeIsIncompatible() {
        assertIncompatible(schema -> field(schema, "gateway").put("type", "integer"), "/gateway");
    }

    @Test
    void allowingNullIsIncompatible() {
        assertIncompatible(
                schema -> field(schema, "gateway").putArray("type").add("string").add("null"),
                "/gateway");
    }

    @Test
    void changingAFormatIsIncompatible() {
        assertIncompatible(
                schema -> field(schema, "observedAt").put("format", "date"), "/observedAt");
    }

    @Test
    void changingAPatternIsIncompatible() {
        assertIncompatible(
                schema -> field(schema, "paymentId").put("pattern", "^.*$"), "/paymentId");
    }

    @Test
    void makingAFieldRequiredIsIncompatible() {
        assertIncompatible(schema -> required(schema).add("detail"), "/detail");
    }

    @Test
    void makingAFieldOptionalIsIncompatible() {
        assertIncompatible(schema -> required(schema).remove(0), "/paymentId");
    }

    @Test
    void narrowingAnEnumIsIncompatible() {
        assertIncompatible(
                schema -> ((ArrayNode) field(schema, "verdict").get("enum")).remove(0), "CAPTURED");
    }

    @Test
    void turningTextIntoAnEnumIsIncompatible() {
        assertIncompatible(
                schema -> field(schema, "gateway").putArray("enum").add("sandbox"), "/gateway");
    }

    @Test
    void wideningAnEnumIsCompatible() {
        SchemaComparison change =
                changed(schema -> ((ArrayNode) field(schema, "verdict").get("enum")).add("MAYBE"));

        assertThat(change.incompatible()).isEmpty();
        assertThat(change.compatible())
                .singleElement()
                .asString()
                .contains("MAYBE", "readers before its writers");
    }

    @Test
    void closingTheSchemaToUnknownFieldsIsIncompatible() {
        assertIncompatible(
                schema -> schema.put("additionalProperties", false), "additionalProperties");
    }

    @Test
    void removingAFieldOfAListsElementsIsIncompatible() {
        ObjectNode list = new SchemaGenerator().schemaOf(FulfillmentEvent.DeliveryEvidence.class);
        ObjectNode without = list.deepCopy();
        fields((ObjectNode) field(without, "cards").get("items")).remove("lastRevealedAt");

        assertThat(SchemaComparison.of(list, without).incompatible())
                .singleElement()
                .asString()
                .contains("/cards/items/lastRevealedAt");
    }

    private void assertIncompatible(Consumer<ObjectNode> change, String named) {
        assertThat(changed(change).incompatible()).singleElement().asString().contains(named);
    }

    private SchemaComparison changed(Consumer<ObjectNode> change) {
        ObjectNode after = before.deepCopy();
        change.accept(after);
        return SchemaComparison.of(before, after);
    }

    private static ObjectNode fields(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static ObjectNode field(ObjectNode schema, String name) {
        return (ObjectNode) fields(schema).get(name);
    }

    private static ArrayNode required(ObjectNode schema) {
        return (ArrayNode) schema.get("required");
    }
}
